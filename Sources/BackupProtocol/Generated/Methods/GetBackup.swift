// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Returns one backup and its manifest.
///
/// Needs the permission to view.
public enum GetBackup: BackupMethod {
  /// `getBackup`.
  public static let name = "getBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String

    /// Creates one from its parts.
    public init(id: String) {
      self.id = id
    }
  }

  /// What `getBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The entry of the catalog.
    public var backup: Backup
    /// What the backup says of itself; null while there is none, because it is running or has
    /// failed.
    @Nullable public var manifest: Manifest?

    /// Creates one from its parts.
    public init(backup: Backup, manifest: Manifest? = nil) {
      self.backup = backup
      self.manifest = manifest
    }
  }
}
