// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Who decides a schedule or a policy.
public enum PolicySource: String, Codable, Sendable, CaseIterable {
  /// It was set by a call, or not at all.
  case settings
  /// The configuration file decides it.
  case configuration
}
