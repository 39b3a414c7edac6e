// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The database was restored. Connections to it should be opened anew.
public enum RestoreCompleted: BackupNotification {
  /// `restore/completed`.
  public static let name = "restore/completed"

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
