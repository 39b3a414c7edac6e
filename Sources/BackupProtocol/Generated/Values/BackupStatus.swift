// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How far a backup has come.
public enum BackupStatus: String, Codable, Sendable, CaseIterable {
  /// In progress.
  case running
  /// Finished, and there to restore from.
  case completed
  /// Ended with an error; see `error`. Nothing was stored.
  case failed
  /// The process ended before the backup did. Nothing was stored.
  case interrupted
  /// Stopped because the caller wished so. Nothing was stored.
  case cancelled
}
