// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What caused a backup.
public enum BackupType: String, Codable, Sendable, CaseIterable {
  /// A person asked for it.
  case manual
  /// The schedule was due.
  case automatic
  /// Made by the service itself, before a restore or a reset.
  case safety
  /// Taken in from a file, whose name is in `importedFrom`.
  case `import`
}
