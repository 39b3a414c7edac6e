// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A backup has failed; see its `error`.
public enum BackupFailed: BackupNotification {
  /// `backup/failed`.
  public static let name = "backup/failed"

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
