public import BackupProtocol

/// What may be said about one call.
public struct CallOptions: Sendable {
  /// How long a call may take.
  public enum Timeout: Sendable, Hashable {
    /// As the client's options say for a method that reports no progress; unlimited for one that does.
    case standard
    /// This long, from the moment of the call.
    case after(Duration)
    /// As long as it takes.
    case unlimited
  }

  /// How long it may take.
  public var timeout: Timeout
  /// Hears how far the call has come: one value at a time, newer ones in place of those that were
  /// not taken in time, and always the last one, before the call returns.
  public var onProgress: (@Sendable (Progress.Value) -> Void)?

  /// Creates them from their parts.
  public init(
    timeout: Timeout = .standard, onProgress: (@Sendable (Progress.Value) -> Void)? = nil
  ) {
    self.timeout = timeout
    self.onProgress = onProgress
  }

  /// With this much time.
  public static func timeout(_ limit: Duration) -> CallOptions {
    CallOptions(timeout: .after(limit))
  }

  /// With someone listening to the progress.
  public static func onProgress(
    _ listener: @escaping @Sendable (Progress.Value) -> Void
  ) -> CallOptions {
    CallOptions(onProgress: listener)
  }
}
