// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How much a warning matters.
public enum WarningSeverity: String, Codable, Sendable, CaseIterable {
  /// Good to know. Nobody has to do anything.
  case info
  /// A person should look into it soon.
  case warning
  /// A restore may be impossible, or data is at risk. A person should act now.
  case critical
}
