// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Changes the label of a backup, or whether it is pinned.
///
/// Needs the permission to edit.
public enum UpdateBackup: BackupMethod {
  /// `updateBackup`.
  public static let name = "updateBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// The new label; null takes it away; absent leaves it as it is.
    public var label: Change<String>
    /// Whether the backup is kept whatever the retention policy says; absent leaves it as it is.
    public var pinned: Bool?

    /// Creates one from its parts.
    public init(id: String, label: Change<String> = .unchanged, pinned: Bool? = nil) {
      self.id = id
      self.label = label
      self.pinned = pinned
    }
  }

  /// What `updateBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The backup as it is now.
    public var backup: Backup

    /// Creates one from its parts.
    public init(backup: Backup) {
      self.backup = backup
    }
  }
}
