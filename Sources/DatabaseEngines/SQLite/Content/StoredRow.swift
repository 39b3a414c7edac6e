import GRDBSQLite

/// The current row of a table that is being read.
package struct StoredRow {
  let statement: OpaquePointer
  let first: CInt
  let encoding: TextEncoding
  package let count: Int

  /// The row id, where it is not among the columns.
  package var hiddenRowid: Int64? { first == 0 ? nil : sqlite3_column_int64(statement, 0) }

  package subscript(column: Int) -> StoredValue {
    let column = first + CInt(column)
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT: return encoding == .utf8 ? text(column) : wideText(column)
    case SQLITE_BLOB: return .blob(bytes(column))
    default: return .null
    }
  }

  private func text(_ column: CInt) -> StoredValue {
    let bytes = bytes(column)
    return TextValidation.isUTF8(bytes) ? .text(bytes) : .malformedText(bytes)
  }

  /// Asked for as a blob first: that does not convert, and conversion cannot be undone.
  private func wideText(_ column: CInt) -> StoredValue {
    let stored = bytes(column)
    guard TextValidation.isUTF16(stored, isBigEndian: encoding == .utf16BigEndian) else {
      return .malformedText(stored)
    }
    let text = sqlite3_column_text(statement, column)
    return .text(
      UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column))))
  }

  private func bytes(_ column: CInt) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, column)
    return UnsafeRawBufferPointer(
      start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }
}
