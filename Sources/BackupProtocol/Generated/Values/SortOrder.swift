// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The order of a list, by time of creation.
public enum SortOrder: String, Codable, Sendable, CaseIterable {
  /// The latest first. The default.
  case newest
  /// The earliest first.
  case oldest
}
