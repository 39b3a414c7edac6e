// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A kind of statement or file that an import passed over, and how often.
public struct PassedOver: Codable, Sendable, Hashable {
  /// The statement, such as `PRAGMA journal_mode` or `DROP TABLE`, or `other file` of a ZIP or tar
  /// file.
  public var what: String
  /// How many of them there were.
  public var count: Int

  /// Creates one from its parts.
  public init(what: String, count: Int) {
    self.what = what
    self.count = count
  }
}
