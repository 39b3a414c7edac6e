import GRDB
import SQLiteImages

/// What SQLite remembers of tables in tables of its own, after rows have gone.
struct Bookkeeping {
  private let db: Database
  private let schema: EraseSchema
  private let kept: [SQLName: KeptRows]

  init(_ db: Database, _ schema: EraseSchema, _ kept: [SQLName: KeptRows]) {
    self.db = db
    self.schema = schema
    self.kept = kept
  }

  func update() throws {
    try updateSequences()
    for table in ["sqlite_stat1", "sqlite_stat3", "sqlite_stat4"] { try forget(in: table) }
  }

  /// A table counts on from the highest key that stays, and anew where none does
  /// (https://www.sqlite.org/autoinc.html).
  private func updateSequences() throws {
    guard try exists("sqlite_sequence") else { return }
    for table in schema.tables {
      switch kept[SQLName(table.name)] ?? .none {
      case .all: continue
      case .none:
        try db.execute(
          sql: "DELETE FROM main.sqlite_sequence WHERE name = ?", arguments: [table.name])
      case .some(let set):
        guard table.integerKey != nil, set.count < table.rows else { continue }
        try db.execute(
          sql: """
            UPDATE main.sqlite_sequence SET seq = (SELECT max(id) FROM \(set.list)) WHERE name = ?
            """, arguments: [table.name])
      }
    }
  }

  /// Statistics of tables that lost rows are wrong, and have samples of what is gone.
  private func forget(in statistics: String) throws {
    guard try exists(statistics) else { return }
    var stays = Set(kept.filter { $0.value.isAll }.keys)
    for table in schema.virtualTables where stays.contains(SQLName(table.name)) {
      stays.formUnion(table.storage.map(SQLName.init))
    }
    let names = try String.fetchAll(
      db, sql: "SELECT DISTINCT tbl FROM main.\(statistics) WHERE tbl IS NOT NULL")
    for name in names where !stays.contains(SQLName(name)) {
      try db.execute(sql: "DELETE FROM main.\(statistics) WHERE tbl = ?", arguments: [name])
    }
  }

  private func exists(_ table: String) throws -> Bool {
    try Int.fetchOne(
      db, sql: "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?",
      arguments: [table]) != nil
  }
}
