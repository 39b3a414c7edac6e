import Databases
package import GRDB
import GRDBSQLite

/// Reads the rows of a table in the order of storage: some columns, and the row id with them.
///
/// The row id is one column more than the table's own. Where that is more than a query may have
/// (https://www.sqlite.org/limits.html#max_column), a second statement reads it, in step with the first.
package final class RowStatement {
  /// The statement that has the columns.
  package let handle: OpaquePointer
  /// The place of the table's first column among those of the statement.
  let first: CInt
  private let values: Statement
  private let rowids: Statement?
  private let rowidHandle: OpaquePointer?

  /// - Parameters:
  ///   - rowid: a name of the row id; nil for rows without one.
  ///   - order: what comes after the table's name.
  ///   - db: in a transaction.
  package init(
    _ table: String, rowid: String?, columns: [String], order: String, _ db: Database
  ) throws {
    let limit = Int(sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_COLUMN, -1))
    func query(_ columns: [String]) throws -> Statement {
      try db.makeStatement(
        sql: "SELECT \(columns.joined(separator: ", ")) FROM \(quoted(table)) \(order)")
    }
    let list = columns.map(quoted)
    guard let rowid else {
      values = try query(list)
      (rowids, first) = (nil, 0)
      (handle, rowidHandle) = (values.sqliteStatement, nil)
      return
    }
    if list.count < limit {
      values = try query([rowid] + list)
      (rowids, first) = (nil, 1)
      (handle, rowidHandle) = (values.sqliteStatement, values.sqliteStatement)
    } else {
      values = try query(list)
      let rowids = try query([rowid])
      (self.rowids, first) = (rowids, 0)
      (handle, rowidHandle) = (values.sqliteStatement, rowids.sqliteStatement)
    }
  }

  deinit {
    sqlite3_reset(handle)
    if let rowids { sqlite3_reset(rowids.sqliteStatement) }
  }

  /// The row id of the current row; nil where the table has none.
  var rowid: Int64? { rowidHandle.map { sqlite3_column_int64($0, 0) } }

  /// Begins with the rows of a range, where ``init(_:rowid:columns:order:_:)`` was given two
  /// parameters for it.
  func restart(_ range: ClosedRange<Int64>) {
    for statement in [handle, rowids?.sqliteStatement].compactMap({ $0 }) {
      sqlite3_reset(statement)
      sqlite3_bind_int64(statement, 1, range.lowerBound)
      sqlite3_bind_int64(statement, 2, range.upperBound)
    }
  }

  /// Goes on to the next row.
  ///
  /// - Returns: false at the end.
  package func step() throws -> Bool {
    let hasRow = try Self.step(handle)
    guard let rowids else { return hasRow }
    guard try Self.step(rowids.sqliteStatement) == hasRow else {
      throw EngineError(.corrupt, "The table has rows without a row id.")
    }
    return hasRow
  }

  private static func step(_ handle: OpaquePointer) throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code:
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))))
    }
  }
}
