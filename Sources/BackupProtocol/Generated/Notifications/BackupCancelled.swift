// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A backup was stopped because the caller wished so. It is no failure.
public enum BackupCancelled: BackupNotification {
  /// `backup/cancelled`.
  public static let name = "backup/cancelled"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The entry of the catalog.
    public var backup: Backup

    /// Creates one from its parts.
    public init(backup: Backup) {
      self.backup = backup
    }
  }
}
