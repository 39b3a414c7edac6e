import GRDB
import GRDBSQLite
import SQLiteImages

/// Deletes, inserts and updates single rows of one table as another database has them: takes the
/// values first, and writes later.
///
/// Every statement says `OR ABORT`, whatever a constraint of the table says of conflicts.
final class RowWriter {
  private let db: Database
  private let shape: TableShape
  private let deletion: Statement
  private let insertion: Statement
  /// By the positions of the columns that they set.
  private var updates: [[Int]: Statement] = [:]
  /// Positions of columns whose change can meet another row of the table; nil for all columns.
  private let uniqueColumns: Set<Int>?

  /// Has its values.
  private var next: OpaquePointer?

  private static let mostUpdates = 64

  init(_ shape: TableShape, _ db: Database) throws {
    self.shape = shape
    self.db = db
    let table = quoted(shape.name)
    deletion = try db.makeStatement(sql: "DELETE FROM main.\(table) WHERE \(shape.identification)")
    var names = shape.columns.map(quoted)
    if let hidden = shape.hiddenRowid { names.insert(hidden, at: 0) }
    insertion = try db.makeStatement(
      sql: """
        INSERT OR ABORT INTO main.\(table)(\(names.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        """)
    uniqueColumns = try Self.uniqueColumns(shape, db)
  }

  /// Columns of an expression or of the condition of a partial index are not listed.
  private static func uniqueColumns(_ shape: TableShape, _ db: Database) throws -> Set<Int>? {
    var positions: Set<Int> = []
    let indexes = try Row.fetchAll(
      db, sql: "SELECT name, partial FROM pragma_index_list(?) WHERE \"unique\"",
      arguments: [shape.name])
    for index in indexes {
      let names = try Row.fetchAll(
        db, sql: "SELECT name FROM pragma_index_xinfo(?) WHERE key", arguments: [index[0] as String]
      ).map { $0[0] as String? }
      let found = names.compactMap { name in name.flatMap { shape.columns.firstIndex(of: $0) } }
      if index[1] || found.count < names.count { return nil }
      positions.formUnion(found)
    }
    return positions
  }

  /// Whether a row can take other values of these columns without regard to other rows.
  func updates(_ columns: [Int]) -> Bool {
    guard let uniqueColumns else { return false }
    return columns.allSatisfy { !uniqueColumns.contains($0) }
  }

  func delete(_ row: StoredRowCursor) throws {
    let statement = deletion.sqliteStatement
    bindIdentity(of: row, to: statement, from: 1)
    next = statement
  }

  func insert(_ row: StoredRowCursor) throws {
    let statement = insertion.sqliteStatement
    var place: CInt = 1
    if shape.hiddenRowid != nil {
      sqlite3_bind_int64(statement, place, row.rowid)
      place += 1
    }
    for column in shape.columns.indices {
      try row.bind(column, to: statement, at: place)
      place += 1
    }
    next = statement
  }

  /// Gives the row with the same identity the values of some columns.
  func update(_ columns: [Int], of row: StoredRowCursor) throws {
    let statement = try update(of: columns)
    var place: CInt = 1
    for column in columns {
      try row.bind(column, to: statement, at: place)
      place += 1
    }
    bindIdentity(of: row, to: statement, from: place)
    next = statement
  }

  private func update(of columns: [Int]) throws -> OpaquePointer {
    if let known = updates[columns] { return known.sqliteStatement }
    if updates.count >= Self.mostUpdates { updates = [:] }
    let list = columns.map { quoted(shape.columns[$0]) + " = ?" }.joined(separator: ", ")
    let statement = try db.makeStatement(
      sql: """
        UPDATE OR ABORT main.\(quoted(shape.name)) SET \(list) WHERE \(shape.identification)
        """)
    updates[columns] = statement
    return statement.sqliteStatement
  }

  private func bindIdentity(of row: StoredRowCursor, to statement: OpaquePointer, from place: CInt)
  {
    switch shape.order {
    case .rowid: sqlite3_bind_int64(statement, place, row.rowid)
    case .primaryKey:
      for (index, column) in shape.key.enumerated() {
        try? row.bind(column, to: statement, at: place + CInt(index))
      }
    }
  }

  /// Does what was asked for last.
  func write() throws {
    guard let next else { return }
    self.next = nil
    try run(next)
  }

  private func run(_ statement: OpaquePointer) throws {
    let code = sqlite3_step(statement)
    let message = String(cString: sqlite3_errmsg(db.sqliteConnection))
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
    guard sqlite3_changes(db.sqliteConnection) == 1 else {
      throw RowsUnsuitable("a row of the table “\(shape.name)” cannot be found by its key")
    }
  }
}
