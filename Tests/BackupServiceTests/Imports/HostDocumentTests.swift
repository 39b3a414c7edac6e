import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService

@Suite("The host's own document")
struct HostDocumentTests {
  private static func imported(
    _ fixture: ServiceFixture, _ document: String,
    _ change: (inout BackupOperations.Parts) -> Void = { _ in }
  ) throws -> (BackupOperations, Backup) {
    let path = fixture.folder["host.json"]
    try FileContent.write(Array(document.utf8), to: path)
    let operations = fixture.operations(change: change)
    return (operations, try operations.importing(path))
  }

  /// Every table of the document loses rows, gets some, and has some changed.
  private static let changes = """
    DELETE FROM "PaymentLog" WHERE id > 11;
    DELETE FROM "Otp";
    UPDATE "Customer" SET name = 'changed', tags = NULL, isActive = 1 - isActive;
    UPDATE "DailyNote" SET date = date + 1;
    UPDATE "SystemSettings" SET preferences = '{}', gasPricePerKg = 1;
    INSERT INTO "Expense" VALUES ('later', 'HOME', NULL, 5, 1738368000000, 'x');
    UPDATE "Bill" SET total = total + 0.5;
    """

  @Test("puts back every row as the application had stored it")
  func values() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let then = try fixture.copy(as: "then.db")
    let (operations, backup) = try Self.imported(fixture, try HostDocument.make(of: then))
    #expect(backup.format == .json && backup.verifiedAt != nil)
    #expect(backup.backupDate.description == "2026-03-01T09:30:00.000Z")
    #expect(try await operations.getBackup(.init(id: backup.id)).manifest?.isPartial == true)
    try fixture.change(Self.changes)
    let now = try fixture.copy(as: "now.db")
    #expect(try #require(operations.preview(backup).totals.changed) > 0)
    let outcome = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath, "restored")
    #expect(outcome.safetyBackup?.format == .archive)
    _ = try await operations.undo(outcome)
    try expectSame(now, fixture.databasePath, "undone")
  }

  @Test("replaces the rows of the tables that it names, and says which it keeps")
  func keptTables() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let document = try HostDocument.make(of: fixture.databasePath)
    let notes = try #require(document.firstRange(of: "\"dailyNotes\":["))
    let users = try #require(document.firstRange(of: "\"users\":["))
    // Without its list of notes.
    let (operations, backup) = try Self.imported(
      fixture, document.replacingCharacters(notes.lowerBound..<users.lowerBound))
    try fixture.change(
      """
      CREATE TABLE "AuditLog" (id INTEGER PRIMARY KEY, what TEXT);
      INSERT INTO "AuditLog" VALUES (1, 'kept');
      CREATE TABLE "_prisma_migrations" (id TEXT PRIMARY KEY, checksum TEXT NOT NULL,
        finished_at DATETIME, migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME,
        started_at DATETIME, applied_steps_count INTEGER);
      INSERT INTO "_prisma_migrations" VALUES ('1', 'c', 1, 'init', NULL, NULL, 1, 1);
      DELETE FROM "DailyNote";
      DELETE FROM "Otp";
      """)
    let report = try operations.preview(backup)
    #expect(report.keptTables == ["AuditLog", "DailyNote"])
    #expect(report.schema.same && !report.requiresSchemaChange)
    #expect(report.warnings.contains { $0.contains("has no schema") })
    #expect(report.warnings.contains { $0.contains("safety backup only") })
    #expect(report.tables.filter { ($0.added ?? 0) + ($0.removed ?? 0) > 0 }.map(\.name) == ["Otp"])
    _ = try await operations.restore(backup)
    let live = try RawConnection(fixture.databasePath)
    #expect(try live.texts("SELECT what FROM \"AuditLog\"") == ["kept"])
    #expect(try live.texts("SELECT migration_name FROM \"_prisma_migrations\"") == ["init"])
    #expect(try live.texts("SELECT count(*) FROM \"DailyNote\"") == ["0"])
    #expect(try live.texts("SELECT count(*) FROM \"Otp\"") == ["1"])
  }

  @Test("is laid over the tables as they are then, each time")
  func later() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let (operations, backup) = try Self.imported(
      fixture, try HostDocument.make(of: fixture.databasePath))
    for column in ["first", "second"] {
      try fixture.change(
        """
        ALTER TABLE "Customer" ADD COLUMN \(column) TEXT NOT NULL DEFAULT 'none';
        UPDATE "Customer" SET name = 'changed', \(column) = 'x';
        """)
      let report = try operations.preview(backup)
      #expect(report.warnings.contains { $0.contains("Customer.\(column)") })
      _ = try await operations.restore(backup)
      let live = try RawConnection(fixture.databasePath)
      let values = try live.texts("SELECT name || ' ' || \(column) FROM \"Customer\" ORDER BY id")
      #expect(values == ["Customer 1 none", "Customer 2 none", "Customer 3 \"x\" none"])
    }
    await #expect(
      try operations.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl())
        .report.ok)
  }

  @Test("that would leave rows without the rows that they refer to is refused")
  func foreignKeys() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let (operations, backup) = try Self.imported(
      fixture, try HostDocument.make(of: fixture.databasePath))
    let token = try operations.token(for: backup)
    try fixture.change(
      """
      INSERT INTO "Customer" SELECT 9, 'C9', name, contactNumber, address, customerType,
        securityDeposit, tags, isActive, adminId, createdAt, updatedAt FROM "Customer" WHERE id = 1;
      CREATE TABLE visit (id INTEGER PRIMARY KEY, customerId INTEGER REFERENCES "Customer" (id));
      INSERT INTO visit VALUES (1, 9);
      """)
    let dump = try fixture.dump()
    let preview = serviceFailure { _ = try operations.token(for: backup) }
    #expect(preview?.kind == .incompatible && preview?.message.contains("visit") == true)
    let verify = serviceFailure {
      _ = try operations.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl())
    }
    #expect(verify?.kind == .incompatible, "the backup is not what is damaged")
    #expect(try await operations.getBackup(.init(id: backup.id)).backup.error == nil)
    let restore = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }.failure
    // The schema has changed since the preview.
    #expect(restore?.kind == .confirmationInvalid)
    #expect(try fixture.dump() == dump)
    try fixture.change("DELETE FROM visit")
    _ = try await operations.restore(backup)
    let left = try RawConnection(fixture.databasePath).texts("SELECT count(*) FROM \"Customer\"")
    #expect(left == ["3"])
  }

  @Test("that breaks a reference only when it is restored changes nothing")
  func foreignKeysLate() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    try fixture.change(
      """
      CREATE TABLE visit (id INTEGER PRIMARY KEY, customerId INTEGER REFERENCES "Customer" (id))
      """)
    let (operations, backup) = try Self.imported(
      fixture, try HostDocument.make(of: fixture.databasePath))
    let token = try operations.token(for: backup)
    try fixture.change("INSERT INTO visit VALUES (1, 2), (2, 3)")
    try fixture.change("UPDATE \"Customer\" SET id = 30 WHERE id = 3")
    try fixture.change("UPDATE visit SET customerId = 30 WHERE id = 2")
    let dump = try fixture.dump()
    let failure = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }.failure
    #expect(failure?.kind == .incompatible && failure?.message.contains("visit") == true)
    #expect(try fixture.dump() == dump)
    #expect(try await operations.listRestores(.init()).restores.first?.status == .failed)
    #expect(fixture.archives == [backup.fileName])
  }

  @Test("finds tables of other names by the setting")
  func renamed() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let original = try fixture.copy(as: "then.db")
    let document = try HostDocument.make(of: original)
    let path = fixture.folder["host.json"]
    let renamed = document.replacing("\"customers\":[", with: "\"kunden\":[")
    try FileContent.write(Array(renamed.utf8), to: path)
    let failure = serviceFailure { try fixture.operations().importing(path) }
    #expect(failure?.kind == .incompatible && failure?.data.setting == "importTables")
    #expect(failure?.data.found == "kunden" && failure?.data.hint?.contains("importTables") == true)
    #expect(fixture.archives == [])
    let (operations, backup) = try Self.imported(fixture, renamed) {
      $0.importTables = ["kunden": "Customer"]
    }
    try fixture.change(Self.changes)
    _ = try await operations.restore(backup)
    try expectSame(original, fixture.databasePath)
  }

  @Test("needs a database to be laid over")
  func noDatabase() throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    let failure = serviceFailure {
      _ = try Self.imported(fixture, try HostDocument.make())
    }
    #expect(failure?.kind == .incompatible && failure?.data.reason == "schema")
    #expect(fixture.archives == [])
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>) -> String {
    String(self[..<range.lowerBound] + self[range.upperBound...])
  }
}
