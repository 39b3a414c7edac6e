public import BackupProtocol

/// A call that has begun.
///
/// ```swift
/// let call = client.begin(CreateBackup.self)
/// for await progress in call.progress { print(progress.phase) }
/// let backup = try await call.result.backup
/// ```
public struct Call<Value: Sendable>: Sendable {
  /// How far the call has come: newer values in place of those that were not taken in time, and
  /// always the last one. It ends with the call; ``result`` says how. For one reader.
  public let progress: AsyncStream<Progress.Value>

  let task: Task<Value, any Error>

  /// What the call answers, as soon as it does. May be asked for by anyone, any number of times;
  /// cancelling a task that waits for it does not cancel the call.
  ///
  /// It throws a ``ServiceError`` or a ``ClientError``, or `CancellationError` after ``cancel()``.
  public var result: Value {
    get async throws { try await task.value }
  }

  /// Asks the service to stop. A call that is past its point of no return still gives its result;
  /// any other ends with `CancellationError`, within the time that the client's options give.
  public func cancel() { task.cancel() }
}
