import Synchronization

/// Work for another processor, beside that of the caller. Wait for it.
package final class BackgroundWork<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let queue = WorkQueue(width: 1)

  package init(_ body: @escaping @Sendable () throws -> Value) {
    queue.submit { [self] in
      let done = Result { try body() }
      result.withLock { $0 = done }
    }
  }

  package func wait() -> Result<Value, any Error> {
    queue.wait()
    return result.withLock { $0 } ?? .failure(CancellationError())
  }
}
