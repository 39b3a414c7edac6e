import Dispatch

private let blockingQueue = DispatchQueue(label: "strongroom.operations", attributes: .concurrent)

/// Runs blocking work on a thread of its own kind, never on the concurrency pool.
package func runBlocking<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    blockingQueue.async { continuation.resume(with: Result { try body() }) }
  }
}
