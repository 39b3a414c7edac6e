package import Files
package import GRDB
package import StateFolder

/// The list of backups and restores, in a database beside the backups.
///
/// Each entry is one JSON document beside the columns that lists are filtered by.
package final class Catalog: Sendable {
  package let database: ServiceDatabase

  /// Opens the catalog, and creates it where there is none.
  ///
  /// - Throws: ``ContractError`` `storageUnavailable` where it is damaged, `incompatible` where a
  ///   newer Strongroom has written it.
  package init(path: String, owner: FolderOwner? = nil) throws {
    database = try ServiceDatabase(
      path: path,
      words: ServiceDatabase.Words(
        subject: "The catalog of backups",
        whenDamaged: "The catalog of backups is damaged. The backups are not affected.",
        remedy: "Run: strongroom catalog rebuild"),
      migrator: Self.migrator, owner: owner)
  }

  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.read(body)
  }

  package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.write(body)
  }

  package func list<Entry: CatalogEntry>(
    _ type: Entry.Type, _ filter: ListFilter
  ) throws -> ListPage<Entry> {
    try database.list(type, filter)
  }

  package func close() { database.close() }

  /// Whether another file has taken the place of the one that is open: a catalog made anew.
  package var isReplaced: Bool { database.isReplaced }

  private static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      for table in ["backup", "restore"] {
        try db.execute(
          sql: """
            CREATE TABLE \(table) (
              id TEXT PRIMARY KEY NOT NULL,
              createdAt INTEGER NOT NULL,
              status TEXT NOT NULL,
              type TEXT,
              format TEXT,
              backupId TEXT,
              database TEXT NOT NULL,
              search TEXT NOT NULL,
              entry TEXT NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX \(table)_status ON \(table) (status, id);
            CREATE INDEX \(table)_type ON \(table) (type, id);
            CREATE INDEX \(table)_format ON \(table) (format, id);
            CREATE INDEX \(table)_backupId ON \(table) (backupId, id);
            CREATE INDEX \(table)_database ON \(table) (database, id);
            CREATE INDEX \(table)_createdAt ON \(table) (createdAt);
            """)
      }
      try db.execute(
        sql: """
          CREATE TABLE manifest (id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL);
          CREATE TABLE idempotency (
            method TEXT NOT NULL, key TEXT NOT NULL, parameters TEXT NOT NULL, entryId TEXT NOT NULL,
            PRIMARY KEY (method, key)
          ) WITHOUT ROWID;
          CREATE TABLE confirmation (
            hash TEXT PRIMARY KEY NOT NULL, actor TEXT NOT NULL, backupId TEXT NOT NULL,
            fingerprint TEXT, lastRestoreId TEXT, expiresAt INTEGER NOT NULL, usedAt INTEGER
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("kinds") { try tellKindsApart($0) }
    migrator.registerMigration("hashed parameters") { try hashParameters($0) }
    migrator.registerMigration("deletions") { try createDeletions($0) }
    migrator.registerMigration("settings") { try createSettings($0) }
    return migrator
  }()

  /// Version 1.0 called imports manual backups, and what was cancelled failed.
  private static func tellKindsApart(_ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE backup SET type = 'import', entry = json_set(entry, '$.type', 'import')
          WHERE type = 'manual' AND json_type(entry, '$.importedFrom') = 'text';
        UPDATE manifest SET document = json_set(document, '$.type', 'import')
          WHERE json_extract(document, '$.type') = 'manual'
            AND json_type(document, '$.importedFrom') = 'text';
        UPDATE backup SET status = 'cancelled', entry = json_set(entry, '$.status', 'cancelled')
          WHERE status = 'failed' AND json_extract(entry, '$.error.kind') = 'cancelled';
        UPDATE restore SET status = 'cancelled', entry = json_set(entry, '$.status', 'cancelled')
          WHERE status = 'failed' AND json_extract(entry, '$.error.kind') = 'cancelled';
        """)
  }
}
