import DatabaseEngines

/// The tables of a live database that the rows of a document are laid over, all in one transaction.
protocol OverlayTarget {
  /// All tables, virtual ones and their storage among them.
  var tables: [OverlayTable] { get }

  /// Deletes all rows of a table.
  func clear(_ table: String) throws

  /// - Throws: ``BuildError`` where there is no such table or column.
  func inserter(into table: String, columns: [String]) throws -> any OverlayInserter
}

/// Inserts rows of some columns into one table.
protocol OverlayInserter: AnyObject {
  /// The value at a position of the row. Its bytes must stay valid until ``insert()``.
  subscript(index: Int) -> StoredValue { get set }

  /// - Throws: ``BuildError`` for a row that the table does not take.
  func insert() throws
}

extension TableReplacer: OverlayTarget {
  func inserter(into table: String, columns: [String]) throws -> any OverlayInserter {
    try inserter(into: table, columns: columns, count: columns.count)
  }
}

extension RowInserter: OverlayInserter {}
