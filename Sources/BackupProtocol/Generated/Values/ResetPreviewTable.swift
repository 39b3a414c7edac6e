// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What a factory reset would do to a table.
public struct ResetPreviewTable: Codable, Sendable, Hashable {
  /// The name of the table.
  public var table: String
  /// How many rows it has now.
  public var rows: Int
  /// How many of them stay.
  public var kept: Int
  /// How many of them go.
  public var deleted: Int

  /// Creates one from its parts.
  public init(table: String, rows: Int, kept: Int, deleted: Int) {
    self.table = table
    self.rows = rows
    self.kept = kept
    self.deleted = deleted
  }
}
