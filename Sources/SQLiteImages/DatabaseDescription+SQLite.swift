import Concurrency
package import Databases
package import GRDB

extension Database {
  /// Runs `body` on one unchanging state of the database.
  package func inReadTransaction<Result>(_ body: () throws -> Result) throws -> Result {
    try beginReadTransaction()
    defer { try? commit() }
    return try body()
  }

  /// Begins a transaction and takes its view now, which SQLite puts off until the first read.
  package func beginReadTransaction() throws {
    try beginTransaction(.deferred)
    do {
      _ = try Int.fetchOne(self, sql: "SELECT count(*) FROM (SELECT 1 FROM sqlite_schema LIMIT 1)")
    } catch {
      try? rollback()
      throw error
    }
  }
}

extension Cursor {
  /// The elements that are left. Rows that were only read in passing need no copy.
  package func all() throws -> [Element] { try Array(self) }
}

extension DatabaseDescription {
  /// Reads a database's description; call it inside of a read transaction.
  package init(_ db: Database) throws {
    func pragma<Value: DatabaseValueConvertible>(_ name: String, _ type: Value.Type) throws -> Value
    {
      guard let value = try Value.fetchOne(db, sql: "PRAGMA \(name)") else {
        throw EngineError(.corrupt, "The database does not tell its \(name).")
      }
      return value
    }
    let vacuumModes = ["none", "full", "incremental"]
    let vacuumMode = try pragma("auto_vacuum", Int.self)
    let schema = try DatabaseSchema(db)
    self.init(
      pageSize: try pragma("page_size", Int.self), pageCount: try pragma("page_count", Int.self),
      encoding: try pragma("encoding", String.self),
      autoVacuum: vacuumModes.indices.contains(vacuumMode) ? vacuumModes[vacuumMode] : "none",
      journalMode: try pragma("journal_mode", String.self),
      applicationID: try pragma("application_id", Int.self),
      userVersion: try pragma("user_version", Int.self), schema: schema,
      migrations: try MigrationState(db, schema: schema))
  }
}

extension DatabaseSchema {
  package init(_ db: Database) throws {
    let objects = try Row.fetchCursor(
      db,
      sql:
        """
        SELECT ifnull(CAST(type AS TEXT), ''), ifnull(CAST(name AS TEXT), ''),
          ifnull(CAST(tbl_name AS TEXT), ''), CAST(sql AS TEXT)
        FROM sqlite_schema WHERE ifnull(name, '') NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        """
    ).map { row in
      Object(kind: row[0], name: row[1], table: row[2], sql: row[3])
    }.all()
    let tables = try SchemaTables(db)
    let listed = Set(tables.all.map(\.name))
    self.init(
      objects: objects, tableNames: tables.ordinary.map(\.name),
      unreadableTables: objects.filter { $0.kind == "table" && !listed.contains($0.name) }
        .map(\.name))
  }
}

extension MigrationState {
  package init?(_ db: Database, schema: DatabaseSchema) throws {
    guard schema.tableNames.contains(Self.tableName) else { return nil }
    let columns = Set(try db.columns(in: Self.tableName).map(\.name))
    guard columns.isSuperset(of: ["migration_name", "finished_at", "rolled_back_at", "checksum"])
    else { return nil }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT ifnull(CAST(migration_name AS TEXT), ''), CAST(checksum AS TEXT),
          CAST(finished_at AS TEXT) FROM \(Self.tableName)
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY finished_at, migration_name
        """)
    let pending =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM \(Self.tableName)
          WHERE finished_at IS NULL OR rolled_back_at IS NOT NULL
          """) ?? 0
    self.init(
      applied: rows.map { row in
        Migration(name: row[0], checksum: row[1], finishedAt: row[2])
      }, pending: pending)
  }
}
