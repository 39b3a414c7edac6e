import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Concurrency

@Suite("Queues of work", .timeLimit(.minutes(10)))
struct WorkQueueTests {
  @Test("jobs of 300 queues that wait for the jobs of other queues end")
  func nestedQueues() {
    let count = Atomic(0)
    let queues = (0..<300).map { _ in WorkQueue(width: 1) }
    for queue in queues {
      queue.submit {
        let inner = WorkQueue(width: 4)
        for _ in 0..<4 { inner.submit { count.add(1, ordering: .relaxed) } }
        inner.wait()
      }
    }
    for queue in queues { queue.wait() }
    #expect(count.load(ordering: .relaxed) == 1200)
    #expect(queues.allSatisfy { $0.running == 0 })
  }

  @Test("who waits does the jobs while all threads are busy, and work shared among them ends")
  func busyThreads() throws {
    let isOver = Atomic(false)
    let busy = WorkQueue(width: 256)
    for _ in 0..<256 {
      busy.submit { while !isOver.load(ordering: .acquiring) { sched_yield() } }
    }
    let done = Mutex<[Int]>([])
    let queue = WorkQueue(width: 2)
    for number in 0..<5 { queue.submit { done.withLock { $0.append(number) } } }
    queue.wait()
    #expect(done.withLock { $0 } == [0, 1, 2, 3, 4])
    try runConcurrently(over: Array(5..<9)) { items in
      for number in items { done.withLock { $0.append(number) } }
    }
    #expect(done.withLock { $0 }.count == 9)
    #expect(try BackgroundWork { 7 }.wait().get() == 7)
    let isDone = DispatchSemaphore(value: 0)
    queue.submit { isDone.signal() }
    queue.wait(for: isDone)
    isOver.store(true, ordering: .releasing)
    busy.wait()
  }

  @Test("no more jobs of a queue run at once than it is wide, and the one who waits")
  func width() {
    let counts = Mutex((running: 0, most: 0))
    let queue = WorkQueue(width: 1)
    for _ in 0..<200 {
      queue.submit {
        counts.withLock {
          $0.running += 1
          $0.most = max($0.most, $0.running)
        }
        sched_yield()
        counts.withLock { $0.running -= 1 }
      }
    }
    queue.wait()
    #expect((1...2).contains(counts.withLock { $0.most }))
  }
}
