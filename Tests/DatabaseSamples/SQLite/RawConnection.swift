import GRDBSQLite

/// A connection through the C interface alone, which neither mends nor converts a value.
/// See <https://www.sqlite.org/c3ref/intro.html>.
package final class RawConnection {
  let handle: OpaquePointer

  /// - Throws: ``SQLFailure`` where the file cannot be opened.
  package init(_ path: String, isReadOnly: Bool = false) throws {
    var handle: OpaquePointer?
    let flags =
      isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw SQLFailure(message: "cannot open \(path)", code: code, sql: "")
    }
    self.handle = handle
    // A database of a test need not outlive a loss of power.
    if !isReadOnly { try execute("PRAGMA synchronous = OFF") }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs all statements of a text, which may hold any byte but NUL.
  package func execute(_ sql: String) throws {
    try check(sqlite3_exec(handle, sql, nil, nil, nil), sql)
  }

  /// Runs one statement.
  ///
  /// - Parameter values: for its parameters, in order. Text counts as UTF-8.
  package func run(_ sql: String, _ values: [StoredValue]) throws {
    _ = try rows(sql, values)
  }

  /// Runs one statement and returns its rows.
  package func rows(_ sql: String, _ values: [StoredValue] = []) throws -> [[StoredValue]] {
    var rows: [[StoredValue]] = []
    try forEachRow(sql, values) { rows.append($0) }
    return rows
  }

  package func forEachRow(
    _ sql: String, _ values: [StoredValue] = [], _ body: ([StoredValue]) throws -> Void
  ) throws {
    try forEachStep(sql, values) { statement in
      try body((0..<sqlite3_column_count(statement)).map { value(of: statement, $0) })
    }
  }

  private func forEachStep(
    _ sql: String, _ values: [StoredValue], _ body: (OpaquePointer?) throws -> Void
  ) throws {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil), sql)
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      try check(bind(value, to: Int32(index + 1), of: statement), sql)
    }
    while true {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW else {
        if code == SQLITE_DONE { return }
        return try check(code, sql)
      }
      try body(statement)
    }
  }

  /// Values of the first column, as SQLite makes them UTF-8. NULL is left out.
  package func texts(_ sql: String, _ values: [StoredValue] = []) throws -> [String] {
    var texts: [String] = []
    try forEachStep(sql, values) { statement in
      guard let start = sqlite3_column_text(statement, 0) else { return }
      texts.append(String(cString: start))
    }
    return texts
  }

  private func bind(_ value: StoredValue, to index: Int32, of statement: OpaquePointer?) -> Int32 {
    // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the bytes.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let value): return sqlite3_bind_int64(statement, index, value)
    case .real(let bits):
      return sqlite3_bind_double(statement, index, Double(bitPattern: bits))
    case .text(let bytes):
      // One byte more than counts, since SQLite takes a null pointer for NULL.
      return (bytes + [0]).withUnsafeBufferPointer { padded in
        padded.withMemoryRebound(to: CChar.self) { padded in
          sqlite3_bind_text64(
            statement, index, padded.baseAddress, UInt64(bytes.count), transient,
            UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
      }
    }
  }

  private func value(of statement: OpaquePointer?, _ column: Int32) -> StoredValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    // Asked for as a blob, text stays in the encoding of the database.
    case SQLITE_TEXT: return .text(bytes(of: statement, column))
    case SQLITE_BLOB: return .blob(bytes(of: statement, column))
    default: return .null
    }
  }

  private func bytes(of statement: OpaquePointer?, _ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    return Array(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
  }

  func check(_ code: Int32, _ sql: String) throws {
    guard code != SQLITE_OK else { return }
    throw SQLFailure(
      message: String(cString: sqlite3_errmsg(handle)),
      code: sqlite3_extended_errcode(handle), sql: sql)
  }
}
