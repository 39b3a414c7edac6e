/// A column, as far as rows and later statements need to know it.
struct GeneratedColumn {
  var name: String
  /// Whether `INTEGER` itself is its type.
  var isInteger = false
  /// As a STRICT table restricts it; nil where any value goes.
  var strictType: String?
  var isGenerated = false
  /// Where the row's number is its value, so that only integers go.
  var isRowid = false
}

/// An ordinary table that has been made.
struct GeneratedTable {
  var name: String
  var columns: [GeneratedColumn]
  var isWithoutRowid = false
  var isStrict = false
  var hasSequence = false

  var stored: [GeneratedColumn] { columns.filter { !$0.isGenerated } }

  /// A name by which a statement reaches the row's number beside the columns; nil where there is
  /// none, or where a column has it.
  var rowidName: String? {
    guard !isWithoutRowid, !columns.contains(where: \.isRowid) else { return nil }
    let names = columns.map { $0.name.lowercased() }
    return ["rowid", "_rowid_", "oid"].first { !names.contains($0) }
  }
}
