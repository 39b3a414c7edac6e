import Synchronization

/// Work on a thread of its own, beside that of the caller. Wait for it.
package final class BackgroundWork<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let threads = ThreadGroup()

  package init(_ body: @escaping @Sendable () throws -> Value) {
    threads.start { [self] in
      let done = Result { try body() }
      result.withLock { $0 = done }
    }
  }

  package func wait() -> Result<Value, any Error> {
    threads.wait()
    return result.withLock { $0 } ?? .failure(CancellationError())
  }
}
