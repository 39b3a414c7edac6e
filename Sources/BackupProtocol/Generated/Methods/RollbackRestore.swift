// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Undoes a restore, by restoring the safety backup made before it.
///
/// The application may be running: its other connections see the old database or the restored one,
/// never a mixture. A safety backup is made first. Until the replacement is committed a failure
/// leaves the database as it was; a failure after it rolls the database back. Needs the permission
/// to edit.
public enum RollbackRestore: BackupMethod {
  /// `rollbackRestore`.
  public static let name = "rollbackRestore"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the restore to undo.
    public var restoreId: String
    /// The token from `previewRestore` of the safety backup of that restore.
    public var confirmationToken: String
    /// Whether the restore may change the schema; false by default.
    public var allowSchemaChange: Bool?
    /// Whether a database that cannot be read is set aside, with its log, index and journal, and
    /// the backup takes its place; false by default. The application must be restarted after it.
    public var replaceDamaged: Bool?
    /// A value of the client’s choice. A second call with the same one restores nothing, and
    /// returns the outcome of the first.
    public var idempotencyKey: String?

    /// Creates one from its parts.
    public init(
      restoreId: String, confirmationToken: String, allowSchemaChange: Bool? = nil,
      replaceDamaged: Bool? = nil, idempotencyKey: String? = nil
    ) {
      self.restoreId = restoreId
      self.confirmationToken = confirmationToken
      self.allowSchemaChange = allowSchemaChange
      self.replaceDamaged = replaceDamaged
      self.idempotencyKey = idempotencyKey
    }
  }

  /// What it answers.
  public typealias Result = RestoreOutcome
}
