// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Replaces the contents of the live database by those of a backup.
///
/// The application may be running: its other connections see the old database or the restored one,
/// never a mixture. A safety backup is made first. Until the replacement is committed a failure
/// leaves the database as it was; a failure after it rolls the database back. Needs the permission
/// to edit.
public enum RestoreBackup: BackupMethod {
  /// `restoreBackup`.
  public static let name = "restoreBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// The token from `previewRestore` of the backup to restore.
    public var confirmationToken: String
    /// Whether the restore may change the schema; false by default.
    public var allowSchemaChange: Bool?
    /// Whether a database that cannot be read is set aside, with its log, index and journal, and
    /// the backup takes its place; false by default. The application must be restarted after it.
    public var replaceDamaged: Bool?
    /// A moment to restore to, where backups are continuous.
    public var at: Timestamp?
    /// A value of the client’s choice. A second call with the same one restores nothing, and
    /// returns the outcome of the first.
    public var idempotencyKey: String?

    /// Creates one from its parts.
    public init(
      id: String, confirmationToken: String, allowSchemaChange: Bool? = nil,
      replaceDamaged: Bool? = nil, at: Timestamp? = nil, idempotencyKey: String? = nil
    ) {
      self.id = id
      self.confirmationToken = confirmationToken
      self.allowSchemaChange = allowSchemaChange
      self.replaceDamaged = replaceDamaged
      self.at = at
      self.idempotencyKey = idempotencyKey
    }
  }

  /// What it answers.
  public typealias Result = RestoreOutcome
}
