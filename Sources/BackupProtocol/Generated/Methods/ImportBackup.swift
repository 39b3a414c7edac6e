// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON document or a
/// SQLite database file.
///
/// The live database is not touched. What the file is, its content tells, and not its name. Of a
/// ZIP or tar file, the one database in it is taken. Needs the permission to edit.
public enum ImportBackup: BackupMethod {
  /// `importBackup`.
  public static let name = "importBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The file: a path in one of the folders of the setting `importFolders`. One that does not
    /// begin with a slash starts from the first of them.
    public var path: String
    /// A label that people read.
    public var label: String?
    /// The file to take from a ZIP or tar file, by its path in it. Needed only where there is more
    /// than one database in it.
    public var member: String?

    /// Creates one from its parts.
    public init(path: String, label: String? = nil, member: String? = nil) {
      self.path = path
      self.label = label
      self.member = member
    }
  }

  /// What `importBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The backup that the file has become.
    public var backup: Backup

    /// Creates one from its parts.
    public init(backup: Backup) {
      self.backup = backup
    }
  }
}
