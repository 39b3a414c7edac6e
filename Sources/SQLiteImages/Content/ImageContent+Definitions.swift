import Concurrency
import Databases
import GRDB
import GRDBSQLite

extension ImageContent {
  /// Runs all definitions in an empty database, as a format of rows will.
  ///
  /// - Throws: ``EngineError`` `.incompatible` for the first one that cannot be run again, so that only
  ///   the pages of the database hold it.
  package func checkDefinitions() throws {
    do { try checkObjects() } catch let error as BuildError {
      throw Self.incompatible(
        "SQLite \(SQLiteLibrary.version) cannot rebuild this database: \(error.message)")
    }
    var configuration = Configuration()
    configuration.acceptsDoubleQuotedStringLiterals = true
    configuration.foreignKeysEnabled = false
    configuration.allowsUnsafeTransactions = true
    let probe = try DatabaseQueue(configuration: configuration)
    defer { try? probe.close() }
    try probe.inDatabase { db in
      guard let handle = db.sqliteConnection else { return }
      let guardian = StatementGuard(
        handle, limits: BuildLimits().forOwnDefinitions, cancellation: cancellation)
      for batch in try definitionBatches() {
        try cancellation.check()
        try db.execute(sql: "BEGIN")
        for definition in batch { try check(definition, handle, guardian) }
        try db.execute(sql: "ROLLBACK")
      }
    }
  }

  private func check(
    _ definition: Definition, _ handle: OpaquePointer, _ guardian: StatementGuard
  ) throws {
    do {
      try guardian.run(.definition) {
        guard sqlite3_exec(handle, definition.sql, nil, nil, nil) == SQLITE_OK else {
          throw BuildError(.invalid, String(cString: sqlite3_errmsg(handle)) + ".")
        }
      }
    } catch let error as BuildError {
      throw Self.incompatible(
        "The definition of the \(definition.kind.rawValue) “\(definition.name)” cannot be run again "
          + "by SQLite \(SQLiteLibrary.version): \(error.message)")
    }
  }

  /// All definitions, those of a table's indexes and triggers along with its own.
  ///
  /// SQLite reads its whole schema after each definition, so that many in one database take a time
  /// that grows with the square of their number.
  private func definitionBatches() throws -> [[Definition]] {
    let order: [Definition.Kind] = [.table, .index, .view, .trigger]
    let owners = try owners()
    var groups: [SQLName: [Definition]] = [:]
    var names: [SQLName] = []
    for kind in order {
      for definition in definitions where definition.kind == kind && !definition.isVirtual {
        let place = SchemaPlace(kind: kind.rawValue, name: definition.name)
        let owner = SQLName(owners[place] ?? definition.name)
        if groups[owner] == nil { names.append(owner) }
        groups[owner, default: []].append(definition)
      }
    }
    var batches: [[Definition]] = [[]]
    for name in names {
      if batches[batches.count - 1].count >= 64 { batches.append([]) }
      batches[batches.count - 1] += groups[name] ?? []
    }
    return batches
  }

  private static func incompatible(_ message: String) -> EngineError {
    EngineError(
      .incompatible, message, hint: "Use the format archive, which copies the database as it is.")
  }
}
