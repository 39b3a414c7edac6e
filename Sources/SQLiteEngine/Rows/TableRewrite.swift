import Concurrency
import GRDB
import GRDBSQLite
import SQLiteImages

/// Deletes all rows of a table and inserts those of the image, in the order of storage: for a table
/// whose rows cannot be told apart by row id or by a key in the order of bytes.
struct TableRewrite {
  let name: String
  private let columns: [String]
  private let live: Database
  private let image: Database
  private let progress: RowProgress
  private let cancellation: Cancellation
  private let encoding: TextEncoding

  init(
    _ name: String, encoding: TextEncoding, live: Database, image: Database,
    progress: RowProgress, cancellation: Cancellation
  ) throws {
    self.name = name
    self.encoding = encoding
    self.live = live
    self.image = image
    self.progress = progress
    self.cancellation = cancellation
    columns = try String.fetchAll(
      live, sql: "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid",
      arguments: [name])
  }

  func run() throws {
    try live.execute(sql: "DELETE FROM main.\(quoted(name))")
    let list = columns.map(quoted).joined(separator: ", ")
    let insertion = try live.makeStatement(
      sql: """
        INSERT OR ABORT INTO main.\(quoted(name))(\(list))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """)
    let rows = try rows(image)
    while try rows.step() {
      try cancellation.check()
      for column in columns.indices {
        sqlite3_bind_value(
          insertion.sqliteStatement, CInt(column + 1),
          sqlite3_column_value(rows.handle, CInt(column)))
      }
      let code = sqlite3_step(insertion.sqliteStatement)
      let message = String(cString: sqlite3_errmsg(live.sqliteConnection))
      sqlite3_reset(insertion.sqliteStatement)
      guard code == SQLITE_DONE else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
      }
      progress.advance()
    }
  }

  /// - Throws: ``RowsUnsuitable`` where a row is not that of the image now.
  func verify() throws {
    let (now, then) = (try rows(live), try rows(image))
    while true {
      try cancellation.check()
      progress.advance()
      let (hasNow, hasThen) = (try now.step(), try then.step())
      if !hasNow && !hasThen { return }
      guard hasNow, hasThen,
        columns.indices.allSatisfy({
          isSameValue(now.handle, then.handle, CInt($0), encoding)
        })
      else {
        throw RowsUnsuitable("a row of the table “\(name)” is not the same after it was written")
      }
    }
  }

  private func rows(_ db: Database) throws -> RowStatement {
    try RowStatement(name, rowid: nil, columns: columns, order: "NOT INDEXED", db)
  }
}
