import Concurrency
import Glibc
import Synchronization
import Testing

@Suite("Threads of their own", .timeLimit(.minutes(10)))
struct ThreadTests {
  /// More than a shared pool ever has threads.
  @Test("300 functions that all wait for each other end")
  func meeting() {
    let arrived = Mutex(0)
    let threads = ThreadGroup()
    for _ in 0..<300 {
      threads.start {
        arrived.withLock { $0 += 1 }
        while arrived.withLock({ $0 }) < 300 { usleep(1000) }
      }
    }
    threads.wait()
    #expect(arrived.withLock { $0 } == 300)
  }

  @Test("A thread takes no signal that is meant for the process, and leaves the mask of its maker")
  func signals() {
    let found = Mutex<[Bool]>([])
    func blocks(_ signal: Int32) -> Bool {
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      return sigismember(&mask, signal) == 1
    }
    let before = blocks(SIGTERM)
    let threads = ThreadGroup()
    threads.start {
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      let verdicts = [SIGTERM, SIGINT, SIGSEGV].map { sigismember(&mask, $0) == 1 }
      found.withLock { $0 = verdicts }
    }
    threads.wait()
    #expect(found.withLock { $0 } == [true, true, false])
    #expect(blocks(SIGTERM) == before)
  }
}
