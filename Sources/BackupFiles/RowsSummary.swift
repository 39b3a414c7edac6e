package import Databases

/// What the rows of a database came to, when they were written out.
package struct RowsSummary {
  /// See `ContentHash`.
  package let checksum: String
  /// Of the application's tables.
  package let tables: [TableRows]

  package init(checksum: String, tables: [TableRows]) {
    self.checksum = checksum
    self.tables = tables
  }
}
