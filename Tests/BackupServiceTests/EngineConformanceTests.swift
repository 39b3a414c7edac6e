import Databases
import SQLiteEngine
import TestSupport
import Testing

@Suite("An engine keeps the rules of every engine")
struct EngineConformanceTests {
  @Test("as SQLite with a write-ahead log does", arguments: EngineConformance.all)
  func log(check: EngineConformance) throws { try run(check, journalMode: "wal") }

  private func run(_ check: EngineConformance, journalMode: String) throws {
    let fixture = try ServiceFixture(.tiny, journalMode: journalMode)
    try check.run(
      EngineConformance.Subject(
        engine: fixture.engine, missing: SQLiteDatabase(path: fixture.folder["missing.db"]),
        folder: fixture.folder.path
      ) { name in try fixture.execute("INSERT INTO customer (name) VALUES ('\(name)')") })
    withExtendedLifetime(fixture) {}
  }

  @Test("as SQLite with a rollback journal does", arguments: EngineConformance.all)
  func journal(check: EngineConformance) throws { try run(check, journalMode: "delete") }
}
