// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Something about the database or its backups that a person should know.
public struct HealthWarning: Codable, Sendable, Hashable {
  /// A stable name, such as `backupOverdue`, `backupFailed`, `backupMissing`, `backupCorrupt`,
  /// `storageUnavailable`, `storageFilling`, `databaseDamaged`, `databaseLocked`, `auditDamaged` or
  /// `sqliteDefect`. More may be added.
  public var kind: String
  /// How much it matters.
  public var severity: WarningSeverity
  /// One plain sentence.
  public var message: String
  /// What can be done about it.
  public var hint: String?
  /// When it began. Left out if that is not known.
  public var since: Timestamp?

  /// Creates one from its parts.
  public init(
    kind: String, severity: WarningSeverity, message: String, hint: String? = nil,
    since: Timestamp? = nil
  ) {
    self.kind = kind
    self.severity = severity
    self.message = message
    self.hint = hint
    self.since = since
  }
}
