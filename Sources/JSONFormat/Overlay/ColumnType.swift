import SQLiteImages

/// What an application's values become in a column, by its declared type.
///
/// Wider than the affinities of SQLite (https://www.sqlite.org/datatype3.html#type_affinity), since
/// the types that SQLite knows nothing of are what an application goes by.
enum ColumnType: Equatable {
  case boolean, integer, real, decimal, text, date, json, bytes
  /// Text that the table's definition checks to be JSON.
  case jsonText
  /// Anything goes.
  case any

  init(of column: OverlayColumn) {
    self.init(declared: column.declaredType)
    if self == .text, column.isCheckedAsJSON { self = .jsonText }
  }

  init(declared type: String) {
    let type = type.uppercased()
    func has(_ parts: String...) -> Bool { parts.contains { type.contains($0) } }
    if type.isEmpty {
      self = .any
    } else if has("BOOL") {
      self = .boolean
    } else if has("DATE", "TIMESTAMP") {
      self = .date
    } else if has("JSON") {
      self = .json
    } else if has("INT") {
      self = .integer
    } else if has("CHAR", "CLOB", "TEXT") {
      self = .text
    } else if has("BLOB") {
      self = .bytes
    } else if has("REAL", "FLOA", "DOUB") {
      self = .real
    } else if has("DEC", "NUMERIC", "MONEY") {
      self = .decimal
    } else {
      self = .any
    }
  }

  /// In words for a person.
  var description: String {
    switch self {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .real: "a number"
    case .decimal: "a decimal number"
    case .text: "text"
    case .date: "a date"
    case .json, .jsonText: "JSON"
    case .bytes: "bytes"
    case .any: "a value"
    }
  }
}
