import GRDB
import SampleShop

/// Databases for tests, made anew for each.
package enum SampleDatabase: Sendable {
  /// A few pages: two tables with a foreign key, one row each in 4096 bytes or less.
  case tiny
  /// A few pages like a host's: people, settings, migrations, a counter, a full-text index.
  case office
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
    case .tiny: try make(Self.tinySQL, at: path, journalMode: journalMode)
    case .office: try make(Self.officeSQL, at: path, journalMode: journalMode)
    }
  }

  private func make(_ sql: String, at path: String, journalMode: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = \(journalMode)")
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  private static let tinySQL = """
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE bill (
      id INTEGER PRIMARY KEY, customerId INTEGER NOT NULL REFERENCES customer, amount INTEGER);
    INSERT INTO customer (name) VALUES ('Ayesha'), ('Bilal');
    INSERT INTO bill (customerId, amount) VALUES (1, 100), (2, 250), (2, 75);
    """

  private static let officeSQL = """
    CREATE TABLE "User" (
      id TEXT PRIMARY KEY NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'ACTIVE', adminId TEXT REFERENCES "User");
    CREATE TABLE "Customer" (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, adminId TEXT REFERENCES "User");
    CREATE TABLE "Bill" (
      id INTEGER PRIMARY KEY, customerId INTEGER NOT NULL REFERENCES "Customer" ON DELETE CASCADE,
      amount INTEGER);
    CREATE TABLE "SystemSettings" (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE "_prisma_migrations" (
      id TEXT PRIMARY KEY, checksum TEXT, finished_at DATETIME, migration_name TEXT,
      rolled_back_at DATETIME, started_at DATETIME);
    CREATE VIRTUAL TABLE search USING fts5 (name);
    CREATE TABLE log (what TEXT);
    CREATE TRIGGER gone AFTER DELETE ON "Customer" BEGIN
      INSERT INTO log VALUES ('deleted ' || old.name);
    END;
    INSERT INTO "User" VALUES ('u1', 'ayesha@example.com', 'SUPER_ADMIN', 'ACTIVE', 'u2'),
      ('u2', 'bilal@example.com', 'ADMIN', 'ACTIVE', NULL),
      ('u3', 'chand@example.com', 'STAFF', 'ACTIVE', 'u2');
    INSERT INTO "Customer" (name, adminId) VALUES ('Dawn', 'u2'), ('Essa', 'u2'), ('Fiza', 'u1');
    INSERT INTO "Bill" (customerId, amount) VALUES (1, 100), (2, 250), (2, 75);
    INSERT INTO "SystemSettings" VALUES ('currency', 'PKR'), ('name', 'Shop');
    INSERT INTO "_prisma_migrations" VALUES ('m1', 'c1', 1, 'init', NULL, 1);
    INSERT INTO search (name) VALUES ('Dawn'), ('Essa');
    """

  /// Runs statements on a database through a connection of their own, as an application would.
  package static func execute(_ sql: String, at path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
    try queue.close()
  }

  /// The first column of a query.
  package static func strings(_ sql: String, at path: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in try String.fetchAll(db, sql: sql) }
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
