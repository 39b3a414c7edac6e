package import Concurrency
import Databases
import GRDB
import GRDBSQLite
import Glibc
import SQLiteImages
import SQLitePages

extension SQLiteDatabase {
  /// SQLite cannot change the page size of a database in WAL mode, so that an image of another size
  /// is written anew with the live database's, and proven again.
  package func adapt(image path: String, cancellation: Cancellation) throws -> String {
    guard exists, fileSize != 0 else { return path }
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    let live = try connection.run { db in
      try db.inReadTransaction { try DatabaseDescription(db) }
    }
    guard live.journalMode == "wal" else { return path }
    return try adapt(image: path, toPageSize: live.pageSize, cancellation: cancellation)
  }

  package func adapt(
    image path: String, toPageSize pageSize: Int, cancellation: Cancellation
  ) throws -> String {
    guard try PageGeometry.pageSize(ofImage: path) != pageSize else { return path }
    let image = try GuardedConnection(
      path: path, role: .scratch, standsInForCollations: false, cancellation: cancellation)
    defer { image.close() }
    if !image.gaps.isEmpty { throw try image.run { db in image.gaps.error(db) } }
    let adapted = path + ".adapted"
    unlink(adapted)
    try image.run { db in
      // VACUUM attaches the database that it makes.
      sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_ATTACHED, 1)
      try db.execute(sql: "PRAGMA page_size = \(pageSize)")
      try db.execute(sql: "VACUUM INTO ?", arguments: [adapted])
    }
    let original = try check(image: path, depth: .quick, cancellation: cancellation)
    let report = try check(image: adapted, depth: .quick, cancellation: cancellation)
    guard report.isSound, report.tables == original.tables else {
      throw EngineError(
        .corrupt, "The backup could not be converted to the database's page size without loss.")
    }
    return adapted
  }
}
