// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Makes a backup of the live database.
///
/// The application may read and write meanwhile; the backup holds the state of one moment. Answers
/// when the backup has finished. Its entry is in the catalog, `running`, from the start, so a
/// caller that went away finds the outcome in `listBackups`. Needs the permission to edit.
public enum CreateBackup: BackupMethod {
  /// `createBackup`.
  public static let name = "createBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// What to store it as; `archive` by default.
    public var format: BackupFormat?
    /// A label that people read.
    public var label: String?
    /// Whether to encrypt it. By default it is, where keys are configured.
    public var encrypt: Bool?
    /// Whether to verify it at once by a trial restore; true by default.
    public var verify: Bool?
    /// How to compress an archive; `zstd` by default. The formats `sql` and `json` are always
    /// `gzip`.
    public var compression: CompressionAlgorithm?
    /// The name of the database, where there are several.
    public var database: String?
    /// A value of the client’s choice. A second call with the same one makes no second backup, and
    /// returns the outcome of the first; one whose process ended before it did is tried again.
    public var idempotencyKey: String?

    /// Creates one from its parts.
    public init(
      format: BackupFormat? = nil, label: String? = nil, encrypt: Bool? = nil, verify: Bool? = nil,
      compression: CompressionAlgorithm? = nil, database: String? = nil,
      idempotencyKey: String? = nil
    ) {
      self.format = format
      self.label = label
      self.encrypt = encrypt
      self.verify = verify
      self.compression = compression
      self.database = database
      self.idempotencyKey = idempotencyKey
    }
  }

  /// What `createBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The finished backup.
    public var backup: Backup

    /// Creates one from its parts.
    public init(backup: Backup) {
      self.backup = backup
    }
  }
}
