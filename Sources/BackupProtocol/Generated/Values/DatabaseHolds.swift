// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Which data the database has after a restore that did not complete.
public enum DatabaseHolds: String, Codable, Sendable, CaseIterable {
  /// The data from before the restore.
  case before
  /// The data of the backup.
  case backup
  /// It could not be found out. A preview compares the database with a backup.
  case unknown
}
