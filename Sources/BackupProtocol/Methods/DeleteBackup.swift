/// Deletes a backup from every storage, and from the catalog. It cannot be undone.
public enum DeleteBackup: BackupMethod {
  /// `deleteBackup`.
  public static let name = "deleteBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String

    /// Creates one from its parts.
    public init(id: String) {
      self.id = id
    }
  }

  /// What it answers.
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
