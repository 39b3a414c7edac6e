// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How an action that the audit log names ended.
public enum ActivityOutcome: String, Codable, Sendable, CaseIterable {
  /// Done as asked.
  case succeeded
  /// Ended with an error; see `error`.
  case failed
  /// Not allowed: no identity, no permission, or a confirmation or code that does not count.
  case refused
  /// Stopped because the caller wished so.
  case cancelled
  /// The process ended before the action did.
  case interrupted
  /// About to begin; a later entry says how it ended.
  case started
}
