import Dispatch
import Foundation
import Synchronization

/// Set by a signal that comes before a watch is there to take it.
private let cameEarly = Atomic(false)

/// Calls when the process should end: at a signal, or when its parent is gone.
final class ProcessWatch {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private let sources: [any DispatchSourceProtocol]
  private let isCalled: Called
  private let parent: pid_t

  private final class Called: Sendable {
    let flag = Atomic(false)
  }

  /// Whether the process was asked to end, or has lost its parent.
  var shouldEnd: Bool { isCalled.flag.load(ordering: .acquiring) || getppid() != parent }

  /// Keeps in mind that a signal came, until there is a watch.
  static func noteSignals() {
    for number in signals { signal(number) { _ in cameEarly.store(true, ordering: .releasing) } }
  }

  /// - Parameter watchesParent: false for a process that outlives whoever started it.
  init(watchesParent: Bool = true, _ whenCalled: @escaping @Sendable () -> Void) {
    let isCalled = Called()
    let call = { @Sendable in
      isCalled.flag.store(true, ordering: .releasing)
      whenCalled()
    }
    var sources: [any DispatchSourceProtocol] = []
    for number in Self.signals {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: call)
      source.resume()
      sources.append(source)
    }
    // PR_SET_PDEATHSIG would fire when the thread that spawned us ends, not the process.
    let parent = getppid()
    if watchesParent {
      let timer = DispatchSource.makeTimerSource(queue: .global())
      timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(200))
      timer.setEventHandler { if getppid() != parent { call() } }
      timer.resume()
      sources.append(timer)
    }
    self.sources = sources
    self.isCalled = isCalled
    self.parent = parent
    if cameEarly.load(ordering: .acquiring) { call() }
  }
}
