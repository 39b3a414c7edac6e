package import Dispatch
import Synchronization

/// Jobs of one piece of work for the processors. They begin in the order they come, at most `width`
/// of them at a time.
///
/// All queues share the threads of ``BlockingExecutor/processors`` and take turns. Who waits for a
/// queue does those of its jobs that no thread has begun. So work goes on however busy the threads
/// are, and a job may wait for the jobs of other queues.
package final class WorkQueue: Sendable {
  private typealias Job = @Sendable () -> Void

  private struct State {
    var waiting: [Job] = []
    /// Threads that have been asked for, or have a job.
    var turns = 0
    var running = 0
  }

  private let width: Int
  private let state = Mutex(State())
  private let jobs = DispatchGroup()

  package init(width: Int) { self.width = width }

  /// How many jobs are being done.
  package var running: Int { state.withLock { $0.running } }

  package func submit(_ job: @escaping @Sendable () -> Void) {
    let needsTurn = state.withLock { state in
      state.waiting.append(job)
      guard state.turns < width else { return false }
      state.turns += 1
      return true
    }
    if needsTurn { BlockingExecutor.processors.submit(takeTurn) }
  }

  /// Waits for a semaphore that the jobs signal, and does jobs meanwhile.
  package func wait(for semaphore: DispatchSemaphore) {
    while semaphore.wait(timeout: .now()) == .timedOut {
      guard doNext() else { return semaphore.wait() }
    }
  }

  /// Returns once every job is done. A job must not call it.
  package func wait() {
    while doNext() {}
    jobs.wait()
  }

  /// Forgets the jobs that have not begun, and returns once the others are done.
  func stop() {
    state.withLock { $0.waiting = [] }
    jobs.wait()
  }

  /// - Returns: false where all jobs have begun.
  private func doNext() -> Bool {
    guard runNext() else { return false }
    state.withLock { $0.running -= 1 }
    jobs.leave()
    return true
  }

  /// Runs a job, and lets go of all that it holds.
  private func runNext() -> Bool {
    let next = state.withLock { state -> Job? in
      guard !state.waiting.isEmpty else { return nil }
      state.running += 1
      jobs.enter()
      return state.waiting.removeFirst()
    }
    next?()
    return next != nil
  }

  /// One job, and then the turn of another queue.
  private func takeTurn() {
    _ = doNext()
    let goesOn = state.withLock { state in
      if state.waiting.isEmpty { state.turns -= 1 }
      return !state.waiting.isEmpty
    }
    if goesOn { BlockingExecutor.processors.submit(takeTurn) }
  }
}
