import GRDB
import GRDBSQLite

/// Proves definitions of virtual tables by SQLite itself, in a database of its own, before they are
/// believed.
struct VirtualTableProbe {
  let limits: BuildLimits
  let cancellation: Cancellation

  /// - Throws: ``BuildError`` for the first one that is not the definition of a virtual table of this
  ///   name, or whose module is not one of ``StatementGuard/modules``.
  func check(_ tables: [(name: String, sql: String)]) throws {
    let probe = try DatabaseQueue()
    defer { try? probe.close() }
    try probe.inDatabase { db in
      guard let handle = db.sqliteConnection else { return }
      let guardian = StatementGuard(handle, limits: limits, cancellation: cancellation)
      for table in tables {
        try guardian.run(.virtualTable) { try create(table.name, table.sql, handle) }
        guard db.hasTable(table.name), guardian.virtualTables.contains(SQLName(table.name)) else {
          throw BuildError(
            .invalid, "The definition of “\(table.name)” is not one of a virtual table.")
        }
      }
    }
  }

  private func create(_ name: String, _ sql: String, _ handle: OpaquePointer) throws {
    var message: UnsafeMutablePointer<CChar>?
    defer { sqlite3_free(message) }
    guard sqlite3_exec(handle, sql, nil, nil, &message) == SQLITE_OK else {
      let reason = message.map { String(cString: $0) } ?? "no reason given"
      throw BuildError(.invalid, "The definition of “\(name)” is refused: \(reason).")
    }
  }
}

extension ImageContent {
  /// - Throws: ``BuildError`` for a virtual table that could not be built again.
  package func checkVirtualTables() throws {
    let tables = definitions.filter(\.isVirtual).map { (name: $0.name, sql: $0.sql) }
    try VirtualTableProbe(limits: BuildLimits().forOwnDefinitions, cancellation: cancellation)
      .check(tables)
  }

  /// Whether a table counts with `AUTOINCREMENT`, so that SQLite makes `sqlite_sequence` for it.
  package var hasSequenceUser: Bool {
    definitions.contains { $0.kind == .table && $0.sql.uppercased().contains("AUTOINCREMENT") }
  }
}
