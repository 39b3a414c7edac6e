import GRDB
import GRDBSQLite

/// Inserts the rows of one table, column by column, over one prepared statement. It binds with
/// SQLite's own functions: GRDB's arguments cost more than the insert itself.
final class RowWriter {
  private let statement: Statement
  private let handle: SQLiteStatement
  private var text: TextBuffer
  private var column: Int32 = 0
  private(set) var rows = 0

  /// - Parameter columns: the columns that rows give, in this order.
  init(_ db: Database, table: String, columns: [String], textCapacity: Int = 16_384) throws {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    statement = try db.makeStatement(
      sql: "INSERT INTO \"\(table)\" (\(names)) VALUES (\(places))")
    handle = statement.sqliteStatement
    text = TextBuffer(capacity: textCapacity)
  }

  func integer(_ value: Int) {
    column += 1
    sqlite3_bind_int64(handle, column, Int64(value))
  }

  func real(_ value: Int) {
    column += 1
    sqlite3_bind_double(handle, column, Double(value))
  }

  func null() {
    column += 1
    sqlite3_bind_null(handle, column)
  }

  func text(_ value: StaticString) {
    column += 1
    value.withUTF8Buffer { bind(UnsafeRawBufferPointer($0)) }
  }

  func text(_ body: (inout TextBuffer) -> Void) {
    column += 1
    let start = text.count
    body(&text)
    bind(text.bytes(from: start))
  }

  func id(_ id: PrismaID) {
    text { id.append(to: &$0) }
  }

  func blob(_ body: (inout TextBuffer) -> Void) {
    column += 1
    let start = text.count
    body(&text)
    let bytes = text.bytes(from: start)
    sqlite3_bind_blob(handle, column, bytes.baseAddress, Int32(bytes.count), nil)
  }

  private func bind(_ bytes: UnsafeRawBufferPointer) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(handle, column, start, Int32(bytes.count), nil)
  }

  /// Inserts the row that the calls since the last insert have given.
  /// - Throws: `DatabaseError` if SQLite refuses the row.
  func insert() throws {
    let result = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard result == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: result),
        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))),
        sql: statement.sql)
    }
    column = 0
    text.clear()
    rows += 1
  }
}
