import GRDB
import SQLiteImages

/// Deletes the rows of one ordinary table that do not stay.
struct RowDeletion {
  /// Rows that one statement looks at, so that one can stop between two of them, and SQLite does not
  /// have to remember which rows of a large table it is to delete.
  static let stride = 20_000

  let table: String
  let kept: KeptSet?

  /// Without a condition SQLite drops the pages of a table and of its indexes as they are
  /// (https://www.sqlite.org/lang_delete.html#the_truncate_optimization).
  var sql: String {
    let delete = "DELETE FROM main.\(quoted(table))"
    guard let kept else { return delete }
    let goes = "NOT (\(kept.condition("t")))"
    guard case .rowid(let rowid) = kept.identity else { return delete + " AS t WHERE \(goes)" }
    return delete + " AS t WHERE t.\(rowid) BETWEEN ? AND ? AND \(goes)"
  }

  /// - Parameter deleted: called with numbers of rows, and throws to stop.
  func run(_ db: Database, deleted: (Int) throws -> Void) throws {
    guard let kept, case .rowid(let rowid) = kept.identity else {
      try db.execute(sql: sql)
      try deleted(db.changesCount)
      return
    }
    let statement = try db.makeStatement(sql: sql)
    let end = try db.makeStatement(
      sql: """
        SELECT max(id) FROM (SELECT \(rowid) AS id FROM main.\(quoted(table)) WHERE \(rowid) >= ?
        ORDER BY \(rowid) LIMIT \(Self.stride))
        """)
    var first = Int64.min
    while let last = try Int64.fetchOne(end, arguments: [first]) {
      try statement.execute(arguments: [first, last])
      try deleted(db.changesCount)
      if last == .max { return }
      first = last + 1
    }
  }
}
