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
        "SQLite \(SQLiteLibrary.version) cannot make this database again: \(error.message)")
    }
    var configuration = Configuration()
    configuration.acceptsDoubleQuotedStringLiterals = true
    configuration.foreignKeysEnabled = false
    let probe = try DatabaseQueue(configuration: configuration)
    defer { try? probe.close() }
    try probe.inDatabase { db in
      guard let handle = db.sqliteConnection else { return }
      let guardian = StatementGuard(
        handle, limits: BuildLimits().forOwnDefinitions, cancellation: cancellation)
      let order: [Definition.Kind] = [.table, .index, .view, .trigger]
      for kind in order {
        for definition in definitions where definition.kind == kind && !definition.isVirtual {
          try cancellation.check()
          do {
            try guardian.run(.definition) {
              guard sqlite3_exec(handle, definition.sql, nil, nil, nil) == SQLITE_OK else {
                throw BuildError(.invalid, String(cString: sqlite3_errmsg(handle)) + ".")
              }
            }
          } catch let error as BuildError {
            throw Self.incompatible(
              "The definition of the \(kind.rawValue) “\(definition.name)” cannot be run again by "
                + "SQLite \(SQLiteLibrary.version): \(error.message)")
          }
        }
      }
    }
  }

  private static func incompatible(_ message: String) -> EngineError {
    EngineError(
      .incompatible, message, hint: "Use the format archive, which copies the database as it is.")
  }
}
