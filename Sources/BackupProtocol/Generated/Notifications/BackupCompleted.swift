// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A backup has completed, whoever asked for it.
public enum BackupCompleted: BackupNotification {
  /// `backup/completed`.
  public static let name = "backup/completed"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The backup.
    public var backup: Backup

    /// Creates one from its parts.
    public init(backup: Backup) {
      self.backup = backup
    }
  }
}
