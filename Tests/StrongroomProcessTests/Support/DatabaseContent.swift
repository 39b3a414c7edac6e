import GRDB

/// What a database says to its application: the schema and every row of every table but `Tick`, which
/// an application may be counting in meanwhile.
struct DatabaseContent: Equatable {
  private let schema: [String]
  private let tables: [String: Int]

  /// - Throws: `ProcessFailure` where the database is damaged.
  init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    (schema, tables) = try queue.read { db in
      let report = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      guard report == ["ok"] else { throw ProcessFailure("the database is damaged: \(report)") }
      let schema = try String.fetchAll(
        db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql")
      let names = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'Tick'")
      var tables: [String: Int] = [:]
      for name in names where !name.hasPrefix("sqlite_stat") {
        tables[name] = try Self.hash(name, db)
      }
      return (schema, tables)
    }
  }

  private static func hash(_ table: String, _ db: Database) throws -> Int {
    var hasher = Hasher()
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \"\(table)\"")
    while let row = try rows.next() {
      for (_, value) in row { hasher.combine(value) }
    }
    return hasher.finalize()
  }
}
