import Dispatch
import Foundation

/// Calls once when the process should end: at a signal, or when its parent is gone.
final class ProcessWatch {
  private let sources: [any DispatchSourceProtocol]

  init(_ shouldEnd: @escaping @Sendable () -> Void) {
    var sources: [any DispatchSourceProtocol] = []
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: shouldEnd)
      source.resume()
      sources.append(source)
    }
    // PR_SET_PDEATHSIG would fire when the thread that spawned us ends, not the process.
    let parent = getppid()
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(200))
    timer.setEventHandler { if getppid() != parent { shouldEnd() } }
    timer.resume()
    sources.append(timer)
    self.sources = sources
  }

  func end() {
    for source in sources { source.cancel() }
  }
}
