// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How far a factory reset has come.
public enum ResetStatus: String, Codable, Sendable, CaseIterable {
  /// In progress.
  case running
  /// The data is deleted.
  case completed
  /// Ended with an error; see `error`. All data is there.
  case failed
  /// The process ended before the reset did. All data is there.
  case interrupted
}
