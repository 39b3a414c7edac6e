import GRDB
import SampleShop

/// Databases for tests, made anew for each.
package enum SampleDatabase: Sendable {
  /// A few pages: two tables with a foreign key, one row each in 4096 bytes or less.
  case tiny
  /// 400 KB of the shop, with full text search, triggers and a view.
  case shop

  /// - Parameter journalMode: `wal` or `delete`.
  package func make(at path: String, journalMode: String = "wal") throws {
    switch self {
    case .shop:
      try ShopGenerator(
        path: path, targetBytes: 400_000, journalMode: journalMode == "wal" ? .wal : .delete,
        seed: 7
      ).generate()
    case .tiny:
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = \(journalMode)")
        try db.execute(
          sql: """
            CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            CREATE TABLE bill (
              id INTEGER PRIMARY KEY, customerId INTEGER NOT NULL REFERENCES customer, amount INTEGER);
            INSERT INTO customer (name) VALUES ('Ayesha'), ('Bilal');
            INSERT INTO bill (customerId, amount) VALUES (1, 100), (2, 250), (2, 75);
            """)
      }
      try queue.close()
    }
  }

  /// Runs statements on a database through a connection of their own, as an application would.
  package static func execute(_ sql: String, at path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
    try queue.close()
  }

  /// Everything that a database says, one line a row: equal for equal content.
  package static func dump(_ path: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in
      var lines = try Row.fetchAll(
        db, sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"
      )
      .map(\.description)
      for pragma in ["user_version", "application_id", "page_size"] {
        lines.append("\(pragma) \(try Int.fetchOne(db, sql: "PRAGMA \(pragma)") ?? -1)")
      }
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type IN ('table', 'shadow') ORDER BY name
          """)
      for table in tables {
        lines.append(table)
        lines += try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map(\.description)
      }
      return lines
    }
  }
}
