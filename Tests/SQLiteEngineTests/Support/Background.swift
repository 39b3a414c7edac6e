import Foundation
import Synchronization

/// Work on threads of its own, over and over until told to stop.
final class Background: Sendable {
  private let group = DispatchGroup()
  private let stopped = Atomic<Bool>(false)
  private let failure = Mutex<(any Error)?>(nil)

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Begins `body` on a thread; it should look at ``isStopped``.
  func start(_ body: @escaping @Sendable (Background) throws -> Void) {
    group.enter()
    // Not a queue: as many of them run at once as there are processors, and other tests wait.
    Thread {
      do { try body(self) } catch { self.failure.withLock { $0 = $0 ?? error } }
      self.group.leave()
    }.start()
  }

  /// Stops all work, waits for its end, and throws what went wrong in it.
  func finish() throws {
    stopped.store(true, ordering: .relaxed)
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
