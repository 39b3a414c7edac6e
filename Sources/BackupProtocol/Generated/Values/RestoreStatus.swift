// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How far a restore has come.
public enum RestoreStatus: String, Codable, Sendable, CaseIterable {
  /// In progress.
  case running
  /// The database is that of the backup.
  case completed
  /// Ended with an error; see `error`. The database is as it was before, unless `databaseHolds`
  /// says otherwise.
  case failed
  /// The process ended before the restore did. The database is as it was before, or that of the
  /// backup, never in between; `databaseHolds` says which.
  case interrupted
  /// Stopped because the caller wished so. The database is as it was before.
  case cancelled
}
