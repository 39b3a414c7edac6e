package import Databases

/// What became of the tables of a database that a document was laid over.
package struct OverlayReport: Codable, Sendable, Equatable {
  /// Tables whose rows are the document's now, with their count, in the document's order.
  package var replaced: [TableRows] = []
  /// Tables of the application whose rows stayed, since the document does not have them.
  package var keptTables: [String] = []
  /// Tables of the document that were passed over: a database keeps its own.
  var skippedTables: [String] = []
  /// Columns that some row did not have, and that took their defaults there: `Customer.balance`.
  package var defaultedColumns: [String] = []
  /// Columns of text in which lists and objects were stored as JSON text.
  package var jsonTexts: [ColumnCount] = []
  /// Columns of dates in which empty text became NULL.
  package var emptyDates: [ColumnCount] = []
  /// Columns of dates whose rows show no form, so that text was stored as the document has it.
  package var datesAsTheyCame: [ColumnCount] = []

  /// How many values of a column something was done to.
  package struct ColumnCount: Codable, Sendable, Equatable, CustomStringConvertible {
    /// `Customer.labels`.
    let column: String
    let values: Int

    package var description: String { "\(column) (\(values))" }
  }
}
