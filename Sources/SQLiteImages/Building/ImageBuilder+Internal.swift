import GRDB
import GRDBSQLite

/// Tables of SQLite's own, and what statements ask of objects that are there.
extension ImageBuilder {
  /// Whether the last row came in, and was not ignored for another one.
  package var hasChanged: Bool { sqlite3_changes64(handle) > 0 }

  /// - Parameter kind: `table`, `index`, `view` or `trigger`.
  package func hasObject(_ kind: String, named name: String) throws -> Bool {
    guard hasContent else { return false }
    if kind == "table" { return db.hasTable(name) || isDeclared(virtualTable: name.lowercased()) }
    try unshelveSchema()
    return try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ? COLLATE NOCASE)
        """, arguments: [kind, name]) ?? false
  }

  /// Whether there is an ordinary table of this name that has no row.
  package func isEmptyTable(_ name: String) throws -> Bool {
    guard hasContent, try table(named: name) != nil else { return false }
    return try own {
      try Bool.fetchOne(
        db, sql: "SELECT NOT EXISTS (SELECT 1 FROM \(quoted(name)) NOT INDEXED)") ?? false
    }
  }

  /// - Throws: ``BuildError`` for a table that has rows, or is none.
  package func dropEmptyTable(_ name: String) throws {
    guard try isEmptyTable(name) else {
      throw BuildError(.refused, "DROP TABLE would remove rows that the dump itself has brought.")
    }
    try unshelveSchema()
    try own { try db.execute(sql: "DROP TABLE main.\(quoted(name))") }
  }

  /// Lets rows break a CHECK, as those of a database may that had them before the constraint.
  package func ignoreChecks(_ isOn: Bool) throws {
    try db.execute(sql: "PRAGMA ignore_check_constraints = \(isOn ? 1 : 0)")
  }

  /// Makes `sqlite_sequence`, which SQLite makes with the first table that needs it.
  package func createSequences() throws { try create(InternalTable.sequences) }

  /// Empties `sqlite_sequence`, which follows the rows that go in, before its own rows do.
  package func emptySequences() throws { try empty(InternalTable.sequences) }

  /// - Parameter value: nil where a table has none any more.
  package func setSequence(of table: String, to value: Int64?) throws {
    guard try hasObject("table", named: InternalTable.sequences) else { return }
    try own {
      try db.execute(sql: "DELETE FROM sqlite_sequence WHERE name = ?", arguments: [table])
      guard let value else { return }
      try db.execute(
        sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, value])
    }
  }

  /// Makes an empty table of statistics, whether this build of SQLite fills it or not.
  ///
  /// - Parameter name: one of ``InternalTable/statistics``.
  package func createStatistics(_ name: String) throws { try create(name) }

  package func emptyStatistics(_ name: String) throws { try empty(name) }

  private func empty(_ table: String) throws {
    guard try hasObject("table", named: table) else { return }
    try own { try db.execute(sql: "DELETE FROM \(quoted(table))") }
  }

  /// Nobody can define a table whose name is reserved, unless the schema is writable.
  private func create(_ table: String) throws {
    try begin()
    guard let sql = InternalTable.definition(of: table), try !hasObject("table", named: table)
    else { return }
    try unshelveSchema()
    try own {
      try withWritableSchema { try db.execute(sql: sql) }
    }
  }

  /// Has `ANALYZE` run when all rows are there.
  ///
  /// - Parameter name: of a table or an index; nil for all of them.
  package func analyzeAtEnd(_ name: String?) { analyses.append(name) }

  func analyze() throws {
    for name in analyses {
      guard let name else {
        try guardian.run(.virtualTable) { try execute("ANALYZE main") }
        continue
      }
      guard try table(named: name) != nil || hasObject("index", named: name) else { continue }
      try guardian.run(.virtualTable) { try execute("ANALYZE main.\(quoted(name))") }
    }
  }
}
