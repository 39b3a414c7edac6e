import BackupProtocol
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite("A catalog that is rebuilt")
struct RebuildTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  @Test("keeps a damaged file in the list, as damaged, with its name and size")
  func damaged() throws {
    let good = try operations.create()
    let torn = try operations.create()
    truncate(fixture.path(of: torn), torn.fileSize - 20)
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 1 && report.damaged == 1)
    let entry = try operations.getBackup(.init(id: torn.id)).backup
    #expect(entry.fileName == torn.fileName && entry.fileSize == torn.fileSize - 20)
    #expect(entry.error?.kind == .backupCorrupt && entry.verifiedAt == nil)
    #expect(try operations.latestBackup().id == good.id)
    let status = try operations.getStatus()
    #expect(status.lastSuccess?.id == good.id)
    #expect(status.warnings.contains { $0.kind == "backupCorrupt" })
  }

  @Test("has the restores of the audit log, and they can be undone")
  func restores() async throws {
    let backup = try operations.create()
    try fixture.execute("UPDATE bill SET amount = 0")
    let before = try fixture.dump()
    let outcome = try await operations.restore(backup)
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.restores == 1)
    let restore = try #require(try operations.listRestores(.init()).restores.first)
    #expect(restore.id == outcome.restore.id && restore.status == .completed)
    #expect(restore.safetyBackupId == outcome.safetyBackup?.id)
    #expect(restore.fileName == backup.fileName && restore.restoredBy?.id == "u1")
    let safety = try #require(outcome.safetyBackup)
    _ = try await operations.rollbackRestore(
      .init(restoreId: restore.id, confirmationToken: try operations.token(for: safety)),
      by: .owner, control: OperationControl())
    #expect(try fixture.dump() == before)
  }

  @Test("says that it does not know whether a backup was verified")
  func unknown() throws {
    let backup = try operations.create()
    _ = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    let entry = try operations.getBackup(.init(id: backup.id)).backup
    #expect(entry.verifiedAt == nil && entry.rebuiltAt != nil)
    let warnings = try operations.preview(entry).warnings
    #expect(warnings.contains { $0.contains("not known") })
    #expect(!warnings.contains { $0.contains("never") })
  }

  @Test("is what the status asks for when backups are not in the catalog")
  func lost() throws {
    try operations.create()
    try operations.create()
    let kinds = { try operations.getStatus().warnings.map(\.kind) }
    #expect(try !kinds().contains("backupUncatalogued"))
    operations.closeCatalog()
    unlink(fixture.backupFolder + "/catalog.sqlite")
    let warning = try operations.getStatus().warnings.first { $0.kind == "backupUncatalogued" }
    #expect(warning?.message.contains("2 backup files") == true && warning?.hint != nil)
    _ = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(try !kinds().contains("backupUncatalogued"))
    // Without the audit log and its key, the catalog tells that there was one.
    for name in ["ledger.sqlite", "service.key"] { unlink(fixture.backupFolder + "/" + name) }
    #expect(try fixture.operations().getStatus().warnings.contains { $0.kind == "auditDamaged" })
  }
}
