import Glibc
import Synchronization
import WorkerThreads

/// Runs blocking jobs on as many threads as there are processors, the first ones first, and waits
/// for all of them. The caller's thread is one of them.
///
/// - Throws: the error of the first job in the list that failed.
func runConcurrently(_ jobs: [@Sendable () throws -> Void]) throws {
  let outcomes = JobOutcomes(count: jobs.count)
  let work: @Sendable () -> Void = {
    while let index = outcomes.takeNext() {
      do { try jobs[index]() } catch { outcomes.record(error, at: index) }
    }
  }
  let threads = ThreadGroup()
  for _ in 1..<max(1, min(jobs.count, processorCount)) { threads.start(work) }
  work()
  threads.wait()
  try outcomes.throwFirst()
}

private let processorCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

private final class JobOutcomes: Sendable {
  private let count: Int
  private let state = Mutex((next: 0, errors: [Int: any Error]()))

  init(count: Int) { self.count = count }

  func takeNext() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func record(_ error: any Error, at index: Int) {
    state.withLock { $0.errors[index] = error }
  }

  func throwFirst() throws {
    let first = state.withLock { state in state.errors.min { $0.key < $1.key }?.value }
    if let first { throw first }
  }
}

/// Whole milliseconds that have gone by.
package func milliseconds(since start: ContinuousClock.Instant) -> Int {
  milliseconds(from: start, to: .now)
}

func milliseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Int {
  Int((end - start) / .milliseconds(1))
}
