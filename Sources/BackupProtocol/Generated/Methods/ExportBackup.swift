// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Writes a backup out as a file, in the format that it is stored in or in another one.
///
/// The file gets its name when it is complete; a file that is there already is never replaced.
/// Needs the permission to edit.
public enum ExportBackup: BackupMethod {
  /// `exportBackup`.
  public static let name = "exportBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// Where to write it: a path in one of the folders of the setting `exportFolders`. One that
    /// does not begin with a slash starts from the first of them. A folder stands for a file in it
    /// that has the backup’s own name.
    public var destination: String
    /// What to write it as; by default what it is stored as.
    public var format: ExportFormat?

    /// Creates one from its parts.
    public init(id: String, destination: String, format: ExportFormat? = nil) {
      self.id = id
      self.destination = destination
      self.format = format
    }
  }

  /// What `exportBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The path of the file, absolute and without symbolic links.
    public var path: String
    /// Its size in bytes.
    public var size: Int
    /// The hash of its bytes.
    public var checksum: Checksum

    /// Creates one from its parts.
    public init(path: String, size: Int, checksum: Checksum) {
      self.path = path
      self.size = size
      self.checksum = checksum
    }
  }
}
