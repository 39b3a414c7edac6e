import SQLiteImages

/// A column that takes an application's values, and what became of them.
final class ApplicationColumn {
  let name: String
  let type: ColumnType
  let isNullable: Bool
  let evidence: ColumnEvidence
  /// Lists and objects that became text.
  var jsonTexts = 0
  /// Empty texts that became NULL, being no date.
  var emptyDates = 0
  /// Dates that were stored as the document has them, since the rows tell no form.
  var datesAsTheyCame = 0

  init(_ column: OverlayColumn, _ evidence: ColumnEvidence) {
    name = column.name
    type = ColumnType(of: column)
    isNullable = column.isNullable
    self.evidence = evidence
  }

  /// Whether null is a value of its own.
  var holdsJSON: Bool { type == .json || type == .jsonText }
}
