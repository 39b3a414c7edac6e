import BackupProtocol
import Glibc
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import BackupService

@Suite("Restoring a backup")
struct RestoreBackupTests {
  @Test("the data of the backup come back, and a safety backup has what was there")
  func restore() async throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let then = try fixture.dump()
    let backup = try operations.create()
    try fixture.execute("UPDATE Bill SET totalAmount = 0; DELETE FROM Payment")
    let now = try fixture.dump()
    let outcome = try await operations.restore(backup)
    #expect(try fixture.dump() == then)
    #expect(outcome.restartRequired)
    #expect(outcome.restore.status == .completed && outcome.restore.error == nil)
    #expect(outcome.restore.backupId == backup.id && outcome.restore.rollbackOf == nil)
    #expect(outcome.restore.restoredBy == Caller.owner.summary)
    #expect(outcome.restore.validation?.ok == true)
    let safetyBackup = try #require(outcome.safetyBackup)
    #expect(safetyBackup.type == .safety && safetyBackup.verifiedAt != nil)
    #expect(outcome.restore.safetyBackupId == safetyBackup.id)
    #expect(try await operations.listRestores(.init()).restores == [outcome.restore])
    #expect(fixture.archives == [backup.fileName, safetyBackup.fileName].sorted())

    let undone = try await operations.rollbackRestore(
      .init(
        restoreId: outcome.restore.id, confirmationToken: try operations.token(for: safetyBackup)),
      by: .owner, control: OperationControl())
    #expect(try fixture.dump() == now)
    #expect(undone.restore.rollbackOf == outcome.restore.id)
    #expect(undone.restore.backupId == safetyBackup.id)
  }

  @Test("events tell of the restore, then of the restart that is due")
  func events() async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    _ = fixture.takeEvents()
    let outcome = try await operations.restore(backup)
    let names = fixture.takeEvents().map { event -> String in
      switch event {
      case .backupCompleted(let backup): "backup \(backup.type)"
      case .restoreCompleted(let restore): restore == outcome.restore ? "restore" : "?"
      case .restartRequired(let reason, let id): "\(reason) \(id == outcome.restore.id)"
      default: "other"
      }
    }
    #expect(names == ["backup safety", "restore", "restore true"])
  }

  @Test("the preview counts what would change, and changes nothing")
  func preview() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    try fixture.execute(
      """
      UPDATE bill SET amount = 1 WHERE id = 1; DELETE FROM bill WHERE id = 2;
      INSERT INTO bill (id, customerId, amount) VALUES (9, 1, 1);
      """)
    let dump = try fixture.dump()
    let result = try operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    let bill = try #require(result.report.tables.first { $0.name == "bill" })
    #expect((bill.rowsNow, bill.rowsInBackup) == (3, 3))
    #expect((bill.added, bill.removed, bill.changed) == (1, 1, 1))
    #expect(bill.comparedBy == .rowid || bill.comparedBy == .primaryKey)
    #expect(result.report.valid && result.report.schema.same)
    #expect(!result.report.requiresSchemaChange && result.report.warnings == [])
    #expect(result.report.target.exists)
    #expect(try fixture.dump() == dump)
    #expect(fixture.archives == [backup.fileName])
  }

  @Test("another schema needs to be allowed, and is restored with it")
  func schemaChange() async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let then = try fixture.dump()
    let backup = try operations.create()
    try fixture.execute("ALTER TABLE bill ADD COLUMN note TEXT; CREATE TABLE extra (a)")
    let now = try fixture.dump()
    let report = try await operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl()
    ).report
    #expect(report.requiresSchemaChange && !report.schema.same)
    #expect(Set(report.schema.differences.map(\.name)) == ["bill", "extra"])
    let failure = await #expect(throws: ContractError.self) {
      try await operations.restore(backup)
    }
    #expect(failure?.kind == .incompatible && failure?.data.path == "params.allowSchemaChange")
    #expect(try fixture.dump() == now)
    #expect(try await operations.listBackups(.init(type: .safety)).total == 0)
    try await operations.restore(backup, allowSchemaChange: true)
    #expect(try fixture.dump() == then)
  }

  @Test("without room on the disk the database is left alone", arguments: [0, 1])
  func space(short: Int64) async throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create()
    let dump = try fixture.dump()
    // The second look, once the image is there, is the one that matters.
    let looks = Mutex(0)
    let operations = fixture.operations { parts in
      parts.freeBytes = { _ in
        looks.withLock { $0 += 1 }
        return short == 0 ? 0 : 16_500
      }
    }
    let token = try fixture.operations().token(for: backup)
    let failure = await #expect(throws: ContractError.self) {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }
    #expect(failure?.kind == .storageFull && failure?.data.hint != nil)
    if short == 1 { #expect(failure?.data.free == 16_500) }
    #expect(looks.withLock { $0 } > 0)
    #expect(try fixture.dump() == dump)
    #expect(fixture.archives == [backup.fileName])
    #expect(
      try await fixture.operations().listRestores(.init()).restores.map(\.status) == [.failed])
  }

  @Test("a machine without a database gets one, and has nothing to go back to")
  func newMachine() async throws {
    let old = try ServiceFixture(.shop)
    let backup = try old.operations().create()
    let new = try ServiceFixture(nil)
    let operations = new.operations()
    #expect(
      serviceFailure { _ = try operations.listBackups(.init()) }?.kind == .databaseUnavailable)
    mkdir(new.backupFolder, 0o700)
    try FileContent.write(try FileContent.read(old.path(of: backup)), to: new.path(of: backup))
    _ = try await operations.rebuildCatalog(by: .owner, control: OperationControl())
    let found = try await #require(try operations.listBackups(.init()).backups.first)
    let preview = try await operations.previewRestore(
      .init(id: found.id), by: .owner, control: OperationControl())
    #expect(!preview.report.target.exists && preview.report.warnings.count == 2)
    let outcome = try await operations.restoreBackup(
      .init(id: found.id, confirmationToken: preview.confirmationToken), by: .owner,
      control: OperationControl())
    #expect(outcome.safetyBackup == nil && outcome.restore.safetyBackupId == nil)
    #expect(try new.dump() == old.dump())
    let failure = await #expect(throws: ContractError.self) {
      try await operations.rollbackRestore(
        .init(restoreId: outcome.restore.id, confirmationToken: "x"), by: .owner,
        control: OperationControl())
    }
    #expect(failure?.kind == .notFound)
  }

  @Test("what has no file cannot be restored")
  func noFile() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    try fixture.store.delete(#require(ObjectKey(backup.fileName)))
    let gone = #expect(throws: ContractError.self) { try operations.token(for: backup) }
    #expect(gone?.kind == .backupCorrupt && gone?.data.part == "file")
    let engine = FaultEngine(fixture.engine)
    engine.plan.fail(1)
    #expect(throws: ContractError.self) { try fixture.operations(engine: engine).create() }
    let failed = try #require(try operations.listBackups(.init(status: .failed)).backups.first)
    let none = #expect(throws: ContractError.self) { try operations.token(for: failed) }
    #expect(none?.kind == .notFound)
  }

  @Test("a moment to restore to is refused, as nothing is continuous yet")
  func moment() throws {
    let operations = try ServiceFixture().operations()
    let failure = #expect(throws: ContractError.self) {
      _ = try operations.previewRestore(
        .init(id: "x", at: Timestamp(millisecondsSince1970: 0)), by: .owner,
        control: OperationControl())
    }
    #expect(failure?.kind == .notConfigured && failure?.data.path == "params.at")
  }
}
