// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A restore was stopped because the caller wished so. It is no failure.
public enum RestoreCancelled: BackupNotification {
  /// `restore/cancelled`.
  public static let name = "restore/cancelled"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The entry in the history.
    public var restore: Restore

    /// Creates one from its parts.
    public init(restore: Restore) {
      self.restore = restore
    }
  }
}
