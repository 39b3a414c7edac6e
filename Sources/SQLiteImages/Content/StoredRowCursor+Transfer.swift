import Crypto
package import Databases
import GRDB
import GRDBSQLite

extension StoredRowCursor {
  /// Positions of the columns whose values are others in a row.
  package func changedColumns(from other: StoredRowCursor) -> [Int] {
    shape.columns.indices.filter { !isSame(other, $0) }
  }

  /// Gives a statement of any connection the value of a column, as it is stored.
  package func bind(_ column: Int, to statement: OpaquePointer, at place: CInt) throws {
    let code = sqlite3_bind_value(
      statement, place, sqlite3_column_value(handle, first + CInt(column)))
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// The values of the primary key, as they are stored.
  package func keyValues() -> [RowWitness.KeyValue] {
    shape.key.map { column in
      let column = first + CInt(column)
      switch sqlite3_column_type(handle, column) {
      case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
      case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
      case SQLITE_TEXT: return .text(Array(storedBytes(of: handle, column, shape.encoding)))
      default: return .blob(Array(storedBytes(of: handle, column, shape.encoding)))
      }
    }
  }
}

extension RowStatement {
  /// - Parameter key: for the parameters of the statement, in their order.
  func bind(_ key: [RowWitness.KeyValue], _ encoding: TextEncoding) {
    for (index, value) in key.enumerated() {
      let place = CInt(index + 1)
      switch value {
      case .integer(let number): sqlite3_bind_int64(handle, place, number)
      case .real(let number): sqlite3_bind_double(handle, place, number)
      case .text(let bytes): bindText(bytes, at: place, encoding)
      case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, place, 0)
      case .blob(let bytes):
        _ = bytes.withUnsafeBytes {
          sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), Self.copying)
        }
      }
    }
  }

  private func bindText(_ bytes: [UInt8], at place: CInt, _ encoding: TextEncoding) {
    let code =
      switch encoding {
      case .utf8: SQLITE_UTF8
      case .utf16LittleEndian: SQLITE_UTF16LE
      case .utf16BigEndian: SQLITE_UTF16BE
      }
    // A null pointer would be NULL, not empty text.
    _ = (bytes + [0, 0]).withUnsafeBytes { padded in
      sqlite3_bind_text64(
        handle, place, padded.baseAddress?.assumingMemoryBound(to: CChar.self),
        UInt64(bytes.count), Self.copying, UInt8(code))
    }
  }

  /// `SQLITE_TRANSIENT` (https://www.sqlite.org/c3ref/c_static.html).
  private static var copying: sqlite3_destructor_type? {
    unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type?.self)
  }
}
