import GRDB
import Glibc

extension SQLiteEngine {
  /// SQLite cannot change the page size of a database in WAL mode, so that an image of another size
  /// is written anew with the live database's, and proven again.
  package func adapt(image path: String, cancellation: Cancellation) throws -> String {
    guard exists, fileSize != 0 else { return path }
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    let live = try connection.run { db in
      try db.inReadTransaction { try DatabaseDescription(db) }
    }
    let image = try SQLiteConnection(
      path: path, role: .scratch, standsInForCollations: false, cancellation: cancellation)
    defer { image.close() }
    let before = try image.run { db in try DatabaseDescription(db) }
    guard live.journalMode == "wal", live.pageSize != before.pageSize else { return path }
    if !image.gaps.isEmpty { throw try image.run { db in image.gaps.error(db) } }
    let adapted = path + ".adapted"
    unlink(adapted)
    try image.run { db in
      try db.execute(sql: "PRAGMA page_size = \(live.pageSize)")
      try db.execute(sql: "VACUUM INTO ?", arguments: [adapted])
    }
    let original = try check(image: path, depth: .quick, cancellation: cancellation)
    let report = try check(image: adapted, depth: .quick, cancellation: cancellation)
    guard report.isSound, report.tables == original.tables else {
      throw EngineError(
        .corrupt, "The backup could not be converted to the database's page size without a loss.")
    }
    return adapted
  }
}
