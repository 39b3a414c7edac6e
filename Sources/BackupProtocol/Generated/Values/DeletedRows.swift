// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How many rows of a table a factory reset deleted.
public struct DeletedRows: Codable, Sendable, Hashable {
  /// The name of the table.
  public var table: String
  /// How many rows.
  public var rows: Int

  /// Creates one from its parts.
  public init(table: String, rows: Int) {
    self.table = table
    self.rows = rows
  }
}
