import BackupProtocol
import Concurrency
import GRDB
import Glibc
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupFiles
@testable import BackupService
@testable import SQLiteEngine

@Suite("Kinds of backups")
struct BackupKindTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  private var catalogPath: String { fixture.backupFolder + "/catalog.sqlite" }

  private func warnings() throws -> [String] {
    try operations.getStatus().warnings.map(\.kind).filter { $0 == "backupFailed" }
  }

  private func cancelBackup() throws {
    let engine = FaultEngine(fixture.engine)
    let control = OperationControl()
    engine.plan.onCall { if $0 == "snapshot.read" { control.cancellation.cancel() } }
    let failure = serviceFailure {
      _ = try fixture.operations(engine: engine).createBackup(.init(), by: .owner, control: control)
    }
    #expect(failure?.kind == .cancelled)
  }

  private func failBackup() throws {
    let engine = FaultEngine(fixture.engine)
    engine.plan.fail(1, isLasting: true)
    #expect(throws: ContractError.self) { try fixture.operations(engine: engine).create() }
  }

  private func failImport() throws {
    try FileContent.write(Array("SELECT nonsense;".utf8), to: fixture.folder["bad.sql"])
    #expect(throws: ContractError.self) { try operations.importing("bad.sql") }
  }

  @Test("a failed import and a cancelled backup are not the last backup, and no failure of it")
  func lastBackup() throws {
    let backup = try operations.create()
    try failImport()
    try cancelBackup()
    let status = try operations.getStatus()
    #expect(try warnings() == [])
    #expect(status.lastSuccess == backup && status.lastAttempt?.status == .cancelled)
    let counts = status.counts
    #expect(counts.completed == 1 && counts.failed == 1 && counts.cancelled == 1)
    let entries = try operations.listBackups(.init()).backups
    #expect(entries.map(\.type) == [.manual, .import, .manual])
    #expect(entries.map(\.status) == [.cancelled, .failed, .completed])
    #expect(try operations.listBackups(.init(type: .import)).backups == [entries[1]])
    #expect(try operations.listBackups(.init(status: .cancelled)).backups == [entries[0]])
  }

  @Test("a backup that failed is told until the next one that ends well")
  func failed() throws {
    try failBackup()
    #expect(try warnings() == ["backupFailed"])
    try cancelBackup()
    try FileContent.write(FileContent.read(fixture.databasePath), to: fixture.folder["copy.db"])
    try operations.importing("copy.db")
    #expect(try warnings() == ["backupFailed"])
    try operations.create()
    #expect(try warnings() == [])
  }

  @Test("a backup that failed is told no more after a restore that made a safety backup")
  func failedBeforeRestore() async throws {
    let backup = try operations.create()
    try failBackup()
    #expect(try warnings() == ["backupFailed"])
    try await operations.restore(backup)
    #expect(try warnings() == [])
    try failBackup()
    #expect(try warnings() == ["backupFailed"])
  }

  @Test("neither an import nor a safety backup is the latest backup")
  func latest() async throws {
    let none = serviceFailure { _ = try operations.latestBackup() }
    #expect(none?.kind == .notFound && none?.data.hint != nil)
    let backup = try operations.create()
    let export = try operations.exporting(backup, to: "out.tar.zst")
    let imported = try operations.importing(export)
    let outcome = try await operations.restore(backup)
    #expect(outcome.safetyBackup?.type == .safety && imported.type == .import)
    #expect(try await operations.latestBackup() == backup)
    let status = try await operations.getStatus()
    #expect(status.lastSuccess == backup && status.lastAttempt == backup)
    #expect(status.counts.safety == 1 && status.counts.imported == 1)
    #expect(status.counts.completed == 3)
    // With nothing left but those, there is no backup of the database.
    _ = try await operations.deleteBackup(.init(id: backup.id, force: true), by: .owner)
    #expect(serviceFailure { _ = try operations.latestBackup() }?.kind == .notFound)
    #expect(try await operations.getStatus().warnings.contains { $0.kind == "backupOverdue" })
  }

  @Test("an import of an export has its time and its label", arguments: ExportFormat.allCases)
  func exported(format: ExportFormat) throws {
    let backup = try operations.create(.init(label: "year's end"))
    fixture.clock.advance(milliseconds: 86_400_000)
    let export = try operations.exporting(backup, as: format, to: "out")
    let imported = try operations.importing(export)
    #expect(imported.type == .import && imported.importedFrom == "out")
    #expect(imported.createdAt > backup.createdAt)
    let manifest = try operations.getBackup(.init(id: imported.id)).manifest
    #expect(manifest?.type == .import && manifest?.createdAt == imported.backupDate)
    // A bare database says neither.
    guard format != .sqlite else { return }
    #expect(imported.backupDate == backup.backupDate)
    #expect(imported.label == "year's end" && manifest?.label == "year's end")
    let named = try operations.importBackup(
      .init(path: export, label: "mine"), by: .owner, control: OperationControl())
    #expect(named.backup.label == "mine")
  }

  @Test("an import that does not say its time has that of its file, and never one to come")
  func modified() throws {
    let path = fixture.folder["copy.db"]
    try FileContent.write(FileContent.read(fixture.databasePath), to: path)
    let date = try #require(Timestamp("2025-12-19T21:39:00.250Z"))
    let future = try #require(Timestamp("2031-01-01T00:00:00.000Z"))
    for (time, expected) in [
      (date, date), (future, nil), (Timestamp(millisecondsSince1970: 0), nil),
    ] {
      let milliseconds = time.millisecondsSince1970
      let modified = timespec(
        tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
      #expect(utimensat(AT_FDCWD, path, [modified, modified], 0) == 0)
      let backup = try operations.importing(path)
      #expect(backup.backupDate == expected ?? backup.createdAt)
    }
  }

  @Test("what version 1.0 wrote is told apart as well")
  func migrated() throws {
    let backup = try operations.create()
    let export = try operations.exporting(backup, to: "out.tar.zst")
    let imported = try operations.importing(export)
    try cancelBackup()
    try failBackup()
    let before = try operations.listBackups(.init()).backups
    let manifest = try operations.getBackup(.init(id: imported.id)).manifest
    operations.closeCatalog()
    try SampleDatabase.execute(
      """
      UPDATE backup SET type = 'manual', entry = json_set(entry, '$.type', 'manual');
      UPDATE backup SET status = 'failed', entry = json_set(entry, '$.status', 'failed')
        WHERE status = 'cancelled';
      UPDATE manifest SET document = json_set(document, '$.type', 'manual');
      DROP TABLE deletion;
      DROP TABLE setting;
      DELETE FROM grdb_migrations WHERE identifier <> 'v1';
      """, at: catalogPath)
    #expect(try operations.listBackups(.init()).backups == before)
    #expect(try operations.getBackup(.init(id: imported.id)).manifest == manifest)
    #expect(
      try operations.verifyBackup(.init(id: imported.id), by: .owner, control: OperationControl())
        .report.ok)
  }

  @Test("the manifest of an import that version 1.0 wrote is read as one")
  func oldManifest() throws {
    let backup = try operations.create()
    let text = try #require(
      try operations.catalog().read { db in
        try String.fetchOne(
          db,
          sql: """
            SELECT json_set(document, '$.importedFrom', 'old.sql') FROM manifest WHERE id = ?
            """, arguments: [backup.id])
      })
    #expect(try Manifest(decoding: Array(text.utf8)).type == .import)
  }
}
