import Concurrency
import Synchronization

/// Begins jobs in the order they come, at most `width` of them at a time.
///
/// There is no thread that waits for work: with nothing to do there is none, so none can leak.
/// Each thread is the queue's own, so a job may wait for the jobs of other queues.
final class BoundedQueue: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var running = 0
  }

  private let width: Int
  private let threads = ThreadGroup()
  private let state = Mutex(State())

  init(width: Int) { self.width = width }

  /// How many jobs are being done.
  var running: Int { state.withLock { $0.running } }

  func submit(_ job: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.waiting.append(job)
      guard state.running < width else { return false }
      state.running += 1
      return true
    }
    if needsThread { threads.start { self.work() } }
  }

  /// Returns once every job is done. A job must not call it.
  func wait() { threads.wait() }

  private func work() {
    while let job = next() { job() }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
