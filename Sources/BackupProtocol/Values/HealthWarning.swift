/// Something that a person should look into before it becomes a failure.
public struct HealthWarning: Codable, Sendable, Hashable {
  /// A stable name, such as `noRecentBackup`, `lastBackupFailed`, `storageUnreachable`,
  /// `storageLow`, `sqliteVersion` or `foreignKeys`. More may be added.
  public var kind: String
  /// One plain sentence.
  public var message: String
  /// What can be done about it.
  public var hint: String?

  /// Creates one from its parts.
  public init(kind: String, message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }
}
