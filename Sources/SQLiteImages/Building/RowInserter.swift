import Databases
import Files
import GRDB
import GRDBSQLite

/// Inserts rows into one table of an image that is being built.
///
/// Set every value of a row, then call ``insert()``; bytes must stay valid until then.
package final class RowInserter {
  private unowned let builder: ImageBuilder
  private let statement: OpaquePointer
  private let isVirtual: Bool
  private let table: String
  private let columns: [String]?
  private let conflict: RowConflict
  private var values: [StoredValue]
  private var hasMalformedText = false

  init(
    _ builder: ImageBuilder, table: String, columns: [String]?, count: Int,
    conflict: RowConflict = .fails, isVirtual: Bool
  ) throws {
    self.builder = builder
    self.isVirtual = isVirtual
    self.table = table
    self.columns = columns
    self.conflict = conflict
    values = Array(repeating: .null, count: count)
    statement = try builder.prepare(
      Self.sql(conflict, table, columns, values.map { _ in "?" }), isVirtual ? .virtualTable : .row)
  }

  deinit { sqlite3_finalize(statement) }

  private static func sql(
    _ conflict: RowConflict, _ table: String, _ columns: [String]?, _ values: [String]
  ) -> String {
    let list = columns.map { "(" + $0.map(quoted).joined(separator: ",") + ")" } ?? ""
    return "\(conflict.verb) INTO \(quoted(table))\(list) VALUES(\(values.joined(separator: ",")))"
  }

  /// Values of a row.
  package var count: Int { values.count }

  /// The value at a position of the row, from 0.
  package subscript(index: Int) -> StoredValue {
    get { values[index] }
    set {
      values[index] = newValue
      if case .malformedText = newValue { hasMalformedText = true }
    }
  }

  /// Inserts a row whose values are all given at once.
  ///
  /// - Precondition: there are ``count`` of them.
  package func insert(_ row: [StoredValue]) throws {
    precondition(row.count == values.count)
    values = row
    hasMalformedText = row.contains { if case .malformedText = $0 { true } else { false } }
    try insert()
  }

  /// Inserts the row. The values stay for the next one.
  ///
  /// - Throws: ``BuildError`` for a row that the table does not take, ``EngineError`` for what the
  ///   system refuses.
  package func insert() throws {
    if hasMalformedText, builder.encoding != .utf8 { return try insertCasting() }
    try run(statement)
  }

  /// SQLite takes no malformed UTF-16 as text, but keeps it where it is cast from a literal blob; a
  /// bound one it would take for UTF-8.
  private func insertCasting() throws {
    hasMalformedText = false
    let places = values.map { value in
      guard case .malformedText(let bytes) = value else { return "?" }
      return "CAST(x'\(hexadecimal(bytes))' AS TEXT)"
    }
    let row = values
    defer { values = row }
    values = values.filter { if case .malformedText = $0 { false } else { true } }
    let twin = try builder.prepare(Self.sql(conflict, table, columns, places), .row)
    defer { sqlite3_finalize(twin) }
    try run(twin)
  }

  private func run(_ statement: OpaquePointer) throws {
    builder.guardian.makeRoom(forRow: values.reduce(0) { $0 + $1.byteCount })
    for index in values.indices { bind(values[index], to: statement, at: CInt(index + 1)) }
    let code =
      isVirtual
      ? try builder.guardian.run(.virtualTable) { sqlite3_step(statement) }
      : sqlite3_step(statement)
    guard code == SQLITE_DONE else {
      let failure = builder.failure(code)
      sqlite3_reset(statement)
      throw failure
    }
    sqlite3_reset(statement)
  }

  private func bind(_ value: StoredValue, to statement: OpaquePointer, at position: CInt) {
    switch value {
    case .null: sqlite3_bind_null(statement, position)
    case .integer(let value): sqlite3_bind_int64(statement, position, value)
    case .real(let value): sqlite3_bind_double(statement, position, value)
    case .blob(let bytes): bindBlob(bytes, to: statement, at: position)
    case .text(let bytes): bindText(bytes, to: statement, at: position)
    case .malformedText(let bytes): bindText(bytes, to: statement, at: position)
    }
  }

  private func bindText(
    _ bytes: UnsafeRawBufferPointer, to statement: OpaquePointer, at position: CInt
  ) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      // A null pointer would be NULL, not empty text.
      "".withCString {
        _ = sqlite3_bind_text64(statement, position, $0, 0, Self.copying, UInt8(SQLITE_UTF8))
      }
      return
    }
    sqlite3_bind_text64(
      statement, position, start.assumingMemoryBound(to: CChar.self), UInt64(bytes.count), nil,
      UInt8(SQLITE_UTF8))
  }

  private func bindBlob(
    _ bytes: UnsafeRawBufferPointer, to statement: OpaquePointer, at position: CInt
  ) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_zeroblob(statement, position, 0)
      return
    }
    sqlite3_bind_blob64(statement, position, start, UInt64(bytes.count), nil)
  }

  /// `SQLITE_TRANSIENT` (https://www.sqlite.org/c3ref/c_static.html).
  private static var copying: sqlite3_destructor_type? {
    unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type?.self)
  }
}

extension StoredValue {
  fileprivate var byteCount: Int {
    switch self {
    case .null, .integer, .real: 8
    case .text(let bytes), .malformedText(let bytes), .blob(let bytes): bytes.count
    }
  }
}
