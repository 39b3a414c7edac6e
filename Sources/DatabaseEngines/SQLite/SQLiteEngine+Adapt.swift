import GRDB
import GRDBSQLite
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
    guard live.journalMode == "wal" else { return path }
    return try Self.adapt(image: path, toPageSize: live.pageSize, cancellation: cancellation)
  }

  /// Rewrites an image with another page size, unless it has that already.
  ///
  /// - Returns: the path of the image that has it.
  package static func adapt(
    image path: String, toPageSize pageSize: Int, cancellation: Cancellation
  ) throws -> String {
    guard try self.pageSize(ofImage: path) != pageSize else { return path }
    let image = try SQLiteConnection(
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
    let engine = SQLiteEngine(path: path)
    let original = try engine.check(image: path, depth: .quick, cancellation: cancellation)
    let report = try engine.check(image: adapted, depth: .quick, cancellation: cancellation)
    guard report.isSound, report.tables == original.tables else {
      throw EngineError(
        .corrupt, "The backup could not be converted to the database's page size without a loss.")
    }
    return adapted
  }

  /// Read from the header of an image, without SQLite.
  package static func pageSize(ofImage path: String) throws -> Int {
    let image = try ImageFile(reading: path)
    let header = UnsafeMutableRawBufferPointer.allocate(byteCount: 18, alignment: 1)
    defer { header.deallocate() }
    try image.read(at: 0, into: header)
    let value = Int(header[16]) << 8 | Int(header[17])
    return value == 1 ? 65_536 : value
  }
}
