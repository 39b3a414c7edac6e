import Databases
import GRDB
import GRDBSQLite

/// A statement from elsewhere that is proven to be one, and to only read.
final class ReadingQuery {
  private let statement: OpaquePointer
  private let handle: OpaquePointer

  /// - Throws: `DatabaseError` as SQLite words it, ``EngineError`` `.unsupported` for anything but a
  ///   query. Call it, and use the query, inside of ``ReadingGuard``.
  init(_ sql: String, on handle: OpaquePointer) throws {
    guard !sql.utf8.contains(0) else {
      throw EngineError(.unsupported, "There is a NUL character in the statement.")
    }
    var (prepared, rest): (OpaquePointer?, String) = (nil, "")
    let code = sql.withCString { start in
      var end: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(handle, start, -1, &prepared, &end)
      rest = end.map { String(cString: $0) } ?? ""
      return code
    }
    guard code == SQLITE_OK else { throw Self.failure(handle, code) }
    guard let prepared else { throw EngineError(.unsupported, "The statement is empty.") }
    statement = prepared
    self.handle = handle
    guard sqlite3_stmt_readonly(prepared) != 0, sqlite3_column_count(prepared) > 0 else {
      throw EngineError(.unsupported, "The statement is not a query.")
    }
    guard try Self.isEmpty(rest, handle) else {
      throw EngineError(.unsupported, "There is more than one statement.")
    }
  }

  deinit { sqlite3_finalize(statement) }

  var parameterCount: Int { Int(sqlite3_bind_parameter_count(statement)) }

  func bind(_ text: String, at position: Int) throws {
    let code = sqlite3_bind_text(
      statement, CInt(position), text, CInt(text.utf8.count),
      unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    guard code == SQLITE_OK else { throw Self.failure(handle, code) }
  }

  /// - Returns: whether there is a row.
  func step() throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw Self.failure(handle, code)
    }
  }

  /// The first column of the row; nil for NULL.
  var text: String? {
    guard let start = sqlite3_column_text(statement, 0) else { return nil }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, 0)))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether nothing but spaces, comments and semicolons is left.
  private static func isEmpty(_ sql: String, _ handle: OpaquePointer) throws -> Bool {
    var rest = sql
    while !rest.isEmpty {
      var (next, tail): (OpaquePointer?, String) = (nil, "")
      let code = rest.withCString { start in
        var end: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v2(handle, start, -1, &next, &end)
        tail = end.map { String(cString: $0) } ?? ""
        return code
      }
      sqlite3_finalize(next)
      guard code == SQLITE_OK, next == nil else { return false }
      if tail.utf8.count >= rest.utf8.count { return true }
      rest = tail
    }
    return true
  }

  private static func failure(_ handle: OpaquePointer, _ code: CInt) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(handle)))
  }
}
