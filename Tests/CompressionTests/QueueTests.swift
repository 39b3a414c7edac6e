import Dispatch
import Synchronization
import Testing

@testable import Compression

@Suite("Queues of jobs", .timeLimit(.minutes(1)))
struct QueueTests {
  /// Dispatch has at most 255 threads for all of its concurrent queues, and adds one a second.
  @Test("jobs of 300 queues that all wait for each other end")
  func waitingJobs() {
    let arrived = Mutex(0)
    let isComplete = DispatchSemaphore(value: 0)
    let queues = (0..<300).map { _ in BoundedQueue(width: 1) }
    for queue in queues {
      queue.submit {
        if arrived.withLock({
          $0 += 1
          return $0 == 300
        }) {
          for _ in 0..<300 { isComplete.signal() }
        }
        isComplete.wait()
      }
    }
    for queue in queues { queue.wait() }
    #expect(queues.allSatisfy { $0.running == 0 })
  }
}
