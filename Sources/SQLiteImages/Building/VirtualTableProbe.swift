import Concurrency
import Databases
import GRDB
import GRDBSQLite

/// Proves definitions of virtual tables by SQLite itself, each in an empty database, before they are
/// believed.
struct VirtualTableProbe {
  /// What a statement defines.
  struct Definition: Equatable {
    let name: String
    /// As SQLite keeps it.
    let sql: String
    /// The tables that it made along, for the data.
    let storage: [String]
    let columns: [String]
  }

  let limits: BuildLimits
  let cancellation: Cancellation
  /// The columns of a table or view that a definition refers to; nil where there is none.
  let columns: (String) throws -> [String]?

  /// - Throws: ``BuildError`` for the first one that is not the definition of a virtual table of this
  ///   name, or whose module is not one of ``StatementGuard/modules``.
  func check(_ tables: [(name: String, sql: String)]) throws {
    var known: [String: [String]] = [:]
    for table in tables {
      try cancellation.check()
      let probe = VirtualTableProbe(limits: limits, cancellation: cancellation) {
        try known[$0.lowercased()] ?? columns($0)
      }
      let definition = try probe.examine(table.sql, named: table.name)
      guard definition.name == table.name else {
        throw BuildError(
          .invalid, "The definition of “\(table.name)” is not one of a virtual table.")
      }
      known[table.name.lowercased()] = definition.columns
    }
  }

  /// - Parameter name: for the error.
  /// - Throws: ``BuildError``.
  func examine(_ sql: String, named name: String? = nil) throws -> Definition {
    let subject = name.map { "“\($0)”" } ?? "a virtual table"
    let queue = try DatabaseQueue()
    defer { try? queue.close() }
    return try queue.inDatabase { db in
      guard let handle = db.sqliteConnection else {
        throw EngineError(.unsupported, "The connection is closed.")
      }
      let guardian = StatementGuard(handle, limits: limits, cancellation: cancellation)
      let standIn = try makeStandIn(for: ModuleDefinition(sql), db)
      try guardian.run(.virtualTable) { try create(sql, subject, handle) }
      let tables = try SchemaTables(db).all
      guard let made = tables.first(where: { $0.kind == .virtual })?.name,
        let kept = try String.fetchOne(
          db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [made])
      else {
        throw BuildError(.invalid, "The definition of \(subject) is not one of a virtual table.")
      }
      let storage = tables.map(\.name).filter {
        $0 != made && $0 != standIn && !$0.hasPrefix("sqlite_")
      }
      return Definition(
        name: made, sql: kept, storage: storage, columns: try db.visibleColumns(of: made) ?? [])
    }
  }

  /// FTS4 takes its columns from the table that has its content, where it names none itself
  /// (https://www.sqlite.org/fts3.html#the_content_option_).
  private func makeStandIn(for definition: ModuleDefinition, _ db: Database) throws -> String? {
    guard definition.module.lowercased() == "fts4",
      let table = definition.option({ $0 == "content" }), !table.isEmpty,
      let columns = try columns(table)
    else { return nil }
    try db.execute(
      sql: "CREATE TABLE \(quoted(table))(\(columns.map(quoted).joined(separator: ",")))")
    return table
  }

  private func create(_ sql: String, _ subject: String, _ handle: OpaquePointer) throws {
    var message: UnsafeMutablePointer<CChar>?
    defer { sqlite3_free(message) }
    guard sqlite3_exec(handle, sql, nil, nil, &message) == SQLITE_OK else {
      let reason = message.map { String(cString: $0) } ?? "no reason given"
      throw BuildError(
        .invalid, "The definition of \(subject) is refused: \(reason).",
        hint: "Correct the definition, or remove the table.")
    }
  }
}
