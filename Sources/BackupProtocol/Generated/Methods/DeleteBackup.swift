// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Deletes a backup from every storage, and from the catalog. It cannot be undone.
///
/// A pinned backup is not deleted until it is unpinned. The newest proven backup, and a safety
/// backup that a roll back still needs, are deleted with `force` alone. The safety backup of a
/// factory reset is unpinned and deleted by who may reset. Needs the permission to edit.
public enum DeleteBackup: BackupMethod {
  /// `deleteBackup`.
  public static let name = "deleteBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// Whether the newest proven backup, or a safety backup that a roll back still needs, is
    /// deleted as well; false by default. True needs the permission to reset.
    public var force: Bool?

    /// Creates one from its parts.
    public init(id: String, force: Bool? = nil) {
      self.id = id
      self.force = force
    }
  }

  /// What `deleteBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// True.
    public var deleted: Bool
    /// How many bytes of storage that freed.
    public var freedBytes: Int

    /// Creates one from its parts.
    public init(deleted: Bool, freedBytes: Int) {
      self.deleted = deleted
      self.freedBytes = freedBytes
    }
  }
}
