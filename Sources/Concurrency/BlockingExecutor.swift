import Dispatch
import Synchronization

/// Runs tasks that may block their thread, in the order in which they become ready.
///
/// Such tasks must not run on the pools of Dispatch and of Swift: these have few threads, and long
/// work keeps them busy. A task that awaits gives its thread back.
package final class BlockingExecutor: TaskExecutor {
  /// Decodes requests, and reads the catalog and the log. A task blocks for no longer than a read of
  /// a local file takes.
  package static let serving = BlockingExecutor(width: 4)
  /// For everything that writes, or that takes longer.
  package static let working = BlockingExecutor(width: 32)
  /// The worker pool: the jobs of every ``WorkQueue``.
  static let processors = BlockingExecutor(width: processorCount)

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

  /// Runs a function here. Its own `await`s come back to these threads.
  package func run<Value: Sendable>(
    _ body: () async throws -> Value
  ) async throws -> Value {
    try await withTaskExecutorPreference(self, operation: body)
  }

  /// Runs a function here, and blocks the caller until it has returned. For callers that cannot be
  /// asynchronous, and that do not run here.
  package func wait<Value: Sendable>(
    for body: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let isOver = DispatchSemaphore(value: 0)
    Task(executorPreference: self) {
      let outcome: Result<Value, any Error>
      do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
      result.withLock { $0 = outcome }
      isOver.signal()
    }
    isOver.wait()
    guard let outcome = result.withLock({ $0 }) else { throw CancellationError() }
    return try outcome.get()
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    submit { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  private enum Step { case none, wake, start }

  func submit(_ body: @escaping @Sendable () -> Void) {
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
