import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService

@Suite("A JSON export whose schema is not the live one")
struct MovedSchemaTests {
  private struct Moved {
    let fixture: ServiceFixture
    let operations: BackupOperations
    let backup: Backup
    let then: String

    /// - Parameter change: what becomes of the database after the backup.
    init(_ change: String, schema: SampleSchema = .lpgNexus) throws {
      fixture = try ServiceFixture(schema)
      operations = fixture.operations()
      then = try fixture.copy(as: "then.db")
      backup = try operations.create(.init(format: .json))
      try fixture.change(change)
    }

    func texts(_ sql: String) throws -> [String] {
      try RawConnection(fixture.databasePath).texts(sql)
    }

    /// The rows and no more, in a copy where the schema was put back.
    func expectRowsRestored(undoing change: String) throws {
      let copy = try fixture.copy(as: "copy.db")
      try RawConnection(copy).execute(change)
      let differences = try DatabaseEquality.differences(between: then, and: copy)
        .filter { !$0.contains("in the schema") }
      #expect(differences == [])
    }
  }

  @Test("is laid over an added column, which takes its default")
  func addedColumn() async throws {
    let moved = try Moved(
      """
      ALTER TABLE "Expense" ADD COLUMN note TEXT NOT NULL DEFAULT 'none';
      UPDATE "Expense" SET note = 'x', amount = 1;
      DELETE FROM "Bill";
      """)
    let report = try moved.operations.preview(moved.backup)
    #expect(report.schema.same && !report.requiresSchemaChange && report.keptTables == [])
    #expect(report.warnings.contains { $0.contains("allowSchemaChange") })
    #expect(report.warnings.contains { $0.contains("Expense.note") })
    _ = try await moved.operations.restore(moved.backup)
    #expect(try moved.texts("SELECT note FROM \"Expense\"") == ["none", "none"])
    try moved.expectRowsRestored(undoing: "ALTER TABLE \"Expense\" DROP COLUMN note")
  }

  @Test("leaves a new table and an index as they are")
  func newTable() async throws {
    let moved = try Moved(
      """
      CREATE TABLE visit (id INTEGER PRIMARY KEY, place TEXT);
      INSERT INTO visit VALUES (1, 'kept');
      CREATE INDEX expense_kind ON "Expense" (kind);
      UPDATE "Expense" SET kind = 'other';
      """)
    #expect(try moved.operations.preview(moved.backup).keptTables == ["visit"])
    _ = try await moved.operations.restore(moved.backup)
    #expect(try moved.texts("SELECT place FROM visit") == ["kept"])
    #expect(try moved.texts("PRAGMA integrity_check") == ["ok"])
    try moved.expectRowsRestored(undoing: "DROP TABLE visit; DROP INDEX expense_kind")
  }

  @Test(
    "with a column or a table that is gone needs allowSchemaChange, and brings all back with it",
    arguments: [
      ("ALTER TABLE \"Expense\" DROP COLUMN description", ["Expense.description"]),
      ("DROP TABLE \"Otp\"", ["Otp"]),
      (
        "DROP TABLE \"Otp\"; ALTER TABLE \"SystemSettings\" RENAME COLUMN logo TO icon",
        ["Otp", "SystemSettings.logo"]
      ),
    ])
  func gone(change: String, columns: [String]) async throws {
    let moved = try Moved(change)
    let dump = try moved.fixture.dump()
    let refused = await RestoreFaultTests.result {
      try await moved.operations.restore(moved.backup)
    }.failure
    #expect(refused?.kind == .incompatible && refused?.data.columns?.sorted() == columns)
    #expect(try moved.fixture.dump() == dump)
    let report = try moved.operations.preview(moved.backup)
    #expect(report.requiresSchemaChange && !report.schema.same && report.keptTables == nil)
    #expect(report.warnings.contains { $0.contains("allowSchemaChange") })
    let outcome = try await moved.operations.restore(moved.backup, allowSchemaChange: true)
    try expectSame(moved.then, moved.fixture.databasePath)
    _ = try await moved.operations.undo(outcome)
    #expect(try moved.fixture.dump() == dump)
    #expect(!moved.fixture.archives.contains { $0.hasPrefix("scratch") })
  }

  @Test("restores its own schema where that is allowed, although it could be laid over")
  func allowed() async throws {
    let moved = try Moved("ALTER TABLE \"Expense\" ADD COLUMN note TEXT")
    _ = try await moved.operations.restore(moved.backup, allowSchemaChange: true)
    try expectSame(moved.then, moved.fixture.databasePath)
  }

  @Test("leaves the list of migrations to the database")
  func migrations() async throws {
    let moved = try Moved(
      """
      INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('z', 'c', 'newest');
      ALTER TABLE "Post" ADD COLUMN note TEXT;
      DELETE FROM "Post";
      """, schema: .prismaMade)
    let before = try moved.texts("SELECT migration_name FROM \"_prisma_migrations\" ORDER BY id")
    #expect(before.contains("newest"))
    let posts = try RawConnection(moved.then).texts("SELECT title FROM \"Post\"")
    _ = try await moved.operations.restore(moved.backup)
    #expect(
      try moved.texts("SELECT migration_name FROM \"_prisma_migrations\" ORDER BY id") == before)
    #expect(try moved.texts("SELECT title FROM \"Post\"") == posts && !posts.isEmpty)
  }

  @Test("is proven and exported by its own schema, whatever the live one is")
  func own() throws {
    let moved = try Moved("DROP TABLE \"Otp\"; ALTER TABLE \"Expense\" ADD COLUMN note TEXT")
    #expect(
      try moved.operations.verifyBackup(
        .init(id: moved.backup.id), by: .owner, control: OperationControl()
      ).report.ok)
    let copy = try moved.operations.exporting(moved.backup, as: .sqlite, to: "copy.sqlite")
    try expectSame(moved.then, copy)
  }

  @Test(
    "as a SQL dump or an archive needs allowSchemaChange",
    arguments: [BackupFormat.archive, .sql])
  func others(format: BackupFormat) async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    try fixture.change("ALTER TABLE \"Expense\" ADD COLUMN note TEXT")
    let failure = await RestoreFaultTests.result { try await operations.restore(backup) }.failure
    #expect(failure?.kind == .incompatible && failure?.data.path == "params.allowSchemaChange")
    _ = try await operations.restore(backup, allowSchemaChange: true)
    try expectSame(then, fixture.databasePath)
  }
}
