import Dispatch
import Synchronization

/// A few threads that run tasks in the order in which they become ready.
///
/// The tasks do not share the pools of Dispatch and of Swift, which long work on all processors
/// keeps busy. A task may block its thread for the moment that a read of a local file takes.
/// Anything longer belongs on a thread of its own.
package final class ServingThreads: TaskExecutor {
  private struct State {
    var ready: [@Sendable () -> Void] = []
    var threads = 0
    /// Threads that wait, and that nobody has woken.
    var idle = 0
  }

  private let width: Int
  private let wake = DispatchSemaphore(value: 0)
  private let state = Mutex(State())

  /// - Parameter width: the greatest number of threads, which are made when they are first needed.
  package init(width: Int) { self.width = width }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    submit { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  private enum Step { case none, wake, start }

  private func submit(_ body: @escaping @Sendable () -> Void) {
    let step = state.withLock { state -> Step in
      state.ready.append(body)
      if state.idle > 0 {
        state.idle -= 1
        return .wake
      }
      guard state.threads < width else { return .none }
      state.threads += 1
      return .start
    }
    switch step {
    case .none: break
    case .wake: wake.signal()
    case .start: startThread { self.work() }
    }
  }

  private func work() {
    while true {
      if let body = next() { body() } else { wake.wait() }
    }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard !state.ready.isEmpty else {
        state.idle += 1
        return nil
      }
      return state.ready.removeFirst()
    }
  }
}
