package import Databases
import SQLiteImages

extension SQLiteDatabase {
  package func advice(on database: DatabaseDescription) -> [DatabaseAdvice] {
    guard database.journalMode == "wal", Self.hasLogResetFault else { return [] }
    return [
      DatabaseAdvice(
        kind: "sqliteDefect",
        message: "SQLite \(SQLiteLibrary.version) can damage a database in WAL mode when two "
          + "connections checkpoint at once. Strongroom checkpoints only while writers wait.",
        hint: "Use SQLite 3.51.3 or later in the application, or let one connection checkpoint.")
    ]
  }

  /// https://www.sqlite.org/wal.html, “The WAL-reset bug”.
  private static var hasLogResetFault: Bool {
    let version = SQLiteLibrary.versionNumber
    return !(version >= 3_051_003 || version == 3_050_007 || version == 3_044_006)
  }
}
