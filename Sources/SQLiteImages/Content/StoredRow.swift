import GRDBSQLite

/// The current row of a table that is being read.
package struct StoredRow {
  /// The row id, where it is not among the columns.
  package let hiddenRowid: Int64?
  fileprivate let values: UnsafeMutableBufferPointer<StoredValue>

  package var count: Int { values.count }

  package subscript(column: Int) -> StoredValue { values[column] }
}

/// Takes the values of a statement's rows, each once: SQLite converts text where it lies, so that its
/// stored form cannot be asked for a second time.
final class RowReader {
  private let source: RowStatement
  private let statement: OpaquePointer
  private let encoding: TextEncoding
  private let values: UnsafeMutableBufferPointer<StoredValue>

  init(_ source: RowStatement, encoding: TextEncoding, count: Int) {
    self.source = source
    statement = source.handle
    self.encoding = encoding
    values = .allocate(capacity: count)
    values.initialize(repeating: .null)
  }

  deinit { values.deallocate() }

  /// Valid until the statement steps on.
  func row() -> StoredRow {
    for index in values.indices { values[index] = value(source.first + CInt(index)) }
    return StoredRow(hiddenRowid: source.rowid, values: values)
  }

  private func value(_ column: CInt) -> StoredValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT: encoding == .utf8 ? text(column) : wideText(column)
    case SQLITE_BLOB: .blob(bytes(column))
    default: .null
    }
  }

  private func text(_ column: CInt) -> StoredValue {
    let bytes = bytes(column)
    return TextValidation.isUTF8(bytes) ? .text(bytes) : .malformedText(bytes)
  }

  private func wideText(_ column: CInt) -> StoredValue {
    let stored = storedBytes(of: statement, column, encoding)
    guard TextValidation.isUTF16(stored, isBigEndian: encoding == .utf16BigEndian) else {
      return .malformedText(stored)
    }
    let text = sqlite3_column_text(statement, column)
    return .text(
      UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column))))
  }

  private func bytes(_ column: CInt) -> UnsafeRawBufferPointer {
    storedBytes(of: statement, column, .utf8)
  }
}

/// The bytes of a text or a blob as they are stored.
///
/// - Parameter encoding: that of the database for a text, whose length SQLite would otherwise tell in
///   another one, and convert the text for it.
func storedBytes(
  of statement: OpaquePointer, _ column: CInt, _ encoding: TextEncoding
) -> UnsafeRawBufferPointer {
  let start = sqlite3_column_blob(statement, column)
  let count =
    encoding == .utf8
    ? sqlite3_column_bytes(statement, column) : sqlite3_column_bytes16(statement, column)
  return UnsafeRawBufferPointer(start: start, count: Int(count))
}
