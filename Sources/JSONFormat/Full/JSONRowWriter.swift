import JSONCoding
import SQLiteImages

/// Writes the rows of a table as objects, each on a line of its own.
///
/// Row ids that are not a column's are kept: a row names its own where it does not follow from the
/// row before.
final class JSONRowWriter {
  private let output: JSONStreamWriter
  private let rowidKey: UnsafeRawBufferPointer
  /// As JSON, with the colon.
  private let keys: [UnsafeRawBufferPointer]
  private var nextRowid: Int64? = 1

  init(_ table: StoredTable, _ output: JSONStreamWriter) {
    self.output = output
    rowidKey = Self.json(JSONRowKey.rowid)
    keys = table.columns.map { Self.json(JSONRowKey.key(ofColumn: $0)) }
  }

  deinit {
    rowidKey.deallocate()
    for key in keys { key.deallocate() }
  }

  private static func json(_ key: String) -> UnsafeRawBufferPointer {
    let text = JSONValue.string(key).serialized + [UInt8(ascii: ":")]
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    bytes.copyBytes(from: text)
    return UnsafeRawBufferPointer(bytes)
  }

  func write(_ row: StoredRow) throws {
    output.newline(indent: 3)
    try output.beginObject()
    if let rowid = row.hiddenRowid {
      if rowid != nextRowid {
        try output.key(raw: rowidKey)
        try output.write(.integer(rowid))
      }
      nextRowid = rowid == .max ? nil : rowid + 1
    }
    for column in 0..<row.count {
      try output.key(raw: keys[column])
      try output.write(row[column])
    }
    try output.endObject()
  }
}

/// The keys of a row.
enum JSONRowKey {
  /// The row id, where it is none of the columns.
  static let rowid = "$rowid"

  /// A column's name, kept apart from keys that are none.
  static func key(ofColumn name: String) -> String { name.hasPrefix("$") ? "$" + name : name }
}
