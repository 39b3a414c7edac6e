// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// All data was deleted except what is configured to be kept. Connections to the database should be
/// reopened.
public enum ResetCompleted: BackupNotification {
  /// `reset/completed`.
  public static let name = "reset/completed"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// What was done.
    public var reset: Reset

    /// Creates one from its parts.
    public init(reset: Reset) {
      self.reset = reset
    }
  }
}
