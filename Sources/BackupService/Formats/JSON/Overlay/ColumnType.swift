import DatabaseEngines
import BackupProtocol

/// What an application's values become in a column, by its declared type.
///
/// Wider than the affinities of SQLite (https://www.sqlite.org/datatype3.html#type_affinity), since
/// the types that SQLite knows nothing of are what an application goes by.
enum ColumnType: Equatable {
  case boolean, integer, real, decimal, text, date, json, bytes
  /// Anything goes.
  case any

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
    case .date: "a date and time as ISO 8601 has it"
    case .json: "JSON"
    case .bytes: "bytes"
    case .any: "a value"
    }
  }
}

extension StoredDateForm {
  /// What a moment is stored as, where that is text.
  func text(of time: Timestamp) -> String? {
    switch self {
    case .unixMilliseconds: nil
    case .isoText: time.description
    case .sqlText: time.description.prefix(10) + " " + time.description.dropFirst(11).prefix(8)
    }
  }

  /// The moment that a text names; a date alone is its beginning in UTC.
  static func time(_ text: String) -> Timestamp? {
    Timestamp(text) ?? (text.utf8.count == 10 ? Timestamp(text + "T00:00:00Z") : nil)
  }
}
