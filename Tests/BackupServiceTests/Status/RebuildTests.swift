import BackupProtocol
import Glibc
import TestSupport
import Testing

@testable import AuditLog
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

  @Test("lists of two files with one backup the one that was proven, and names the other")
  func provenCopy() throws {
    let backup = try operations.create()
    let whole = try FileContent.read(fixture.path(of: backup))
    // Sorted before the backup's own name.
    try FileContent.write(whole, to: fixture.backupFolder + "/backup-0.tar.zst")
    try compressAgain(fixture.path(of: backup))
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 1 && report.proven == 1 && report.damaged == 1)
    #expect(try operations.getBackup(.init(id: backup.id)).backup.fileName == "backup-0.tar.zst")
    #expect(report.unreadable.count == 1)
    #expect(report.unreadable.first?.hasPrefix(backup.fileName) == true)
    #expect(report.unreadable.first?.contains("backup-0.tar.zst") == true)
    let status = try operations.getStatus()
    #expect(!status.warnings.contains { $0.kind == "backupUncatalogued" })
  }

  @Test("without a proof lists the file that is whole, and of two such the one with its own name")
  func unprovenCopy() throws {
    for isDamaged in [true, false] {
      let fixture = try ServiceFixture(.shop)
      let backup = try fixture.operations().create()
      let whole = try FileContent.read(fixture.path(of: backup))
      try FileContent.write(whole, to: fixture.backupFolder + "/backup-0.tar.zst")
      if isDamaged {
        var damaged = whole
        damaged[whole.count / 2] ^= 1
        try FileContent.write(damaged, to: fixture.path(of: backup))
      }
      for name in ["ledger.sqlite", "catalog.sqlite"] {
        unlink(fixture.backupFolder + "/" + name)
      }
      let operations = fixture.operations()
      let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
      #expect(report.unreadable.first?.contains("The same backup is listed") == true)
      let listed = try operations.getBackup(.init(id: backup.id)).backup
      #expect(listed.fileName == (isDamaged ? "backup-0.tar.zst" : backup.fileName))
      #expect(listed.error == nil)
    }
  }

  @Test("lists a whole copy by its id, also beside a file that is cut short")
  func tornCopy() throws {
    let backup = try operations.create()
    let whole = try FileContent.read(fixture.path(of: backup))
    try FileContent.write(whole, to: fixture.backupFolder + "/backup-z.tar.zst")
    truncate(fixture.path(of: backup), whole.count - 20)
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 1 && report.damaged == 1)
    let entry = try operations.getBackup(.init(id: backup.id)).backup
    #expect(entry.fileName == "backup-z.tar.zst" && entry.error == nil)
  }

  @Test("has the restores of the audit log, and they can be undone")
  func restores() async throws {
    let backup = try operations.create()
    try fixture.execute("UPDATE bill SET amount = 0")
    let before = try fixture.dump()
    let outcome = try await operations.restore(backup)
    let report = try await operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.restores == 1)
    let restore = try await #require(try operations.listRestores(.init()).restores.first)
    #expect(restore.id == outcome.restore.id && restore.status == .completed)
    #expect(restore.safetyBackupId == outcome.safetyBackup?.id)
    #expect(restore.fileName == backup.fileName && restore.restoredBy?.id == "u1")
    let safety = try #require(outcome.safetyBackup)
    _ = try await operations.rollbackRestore(
      .init(restoreId: restore.id, confirmationToken: try operations.token(for: safety)),
      by: .owner, control: OperationControl())
    #expect(try fixture.dump() == before)
  }

  @Test("has the proofs of the audit log, as long as the files are the ones that were proven")
  func proofs() throws {
    let proven = try operations.create()
    let full = try operations.create()
    let unproven = try operations.create(.init(verify: false))
    _ = try operations.verifyBackup(.init(id: full.id), by: .owner, control: OperationControl())
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    let entry = { (id: String) in try operations.getBackup(.init(id: id)).backup }
    #expect(report.proven == 2)
    #expect(try entry(proven.id).proof?.depth == .restored)
    #expect(try entry(full.id).proof?.depth == .full)
    #expect(try entry(full.id).verifiedAt != nil && entry(full.id).proof?.limits == nil)
    #expect(try entry(unproven.id).verifiedAt == nil)
  }

  @Test("says that it does not know whether a backup was verified, if the log cannot tell")
  func unknown() throws {
    for isThere in [true, false] {
      let fixture = try ServiceFixture()
      let backup = try fixture.operations().create()
      let ledger = fixture.backupFolder + "/ledger.sqlite"
      if isThere {
        try SampleDatabase.execute("DROP TRIGGER activity_update", at: ledger)
      } else {
        unlink(ledger)
      }
      let operations = fixture.operations()
      _ = try operations.rebuildCatalog(by: .owner, control: OperationControl())
      let entry = try operations.getBackup(.init(id: backup.id)).backup
      #expect(entry.verifiedAt == nil && entry.rebuiltAt != nil)
      let warnings = try operations.preview(entry).warnings
      #expect(warnings.contains { $0.contains("not known") })
      #expect(!warnings.contains { $0.contains("never") })
    }
  }

  @Test("does not take the proof of other bytes, and remembers what was found damaged")
  func otherBytes() throws {
    let backup = try operations.create()
    let damaged = try operations.create()
    let path = fixture.path(of: damaged)
    let whole = try FileContent.read(path)
    truncate(path, damaged.fileSize - 20)
    _ = serviceFailure {
      _ = try operations.verifyBackup(
        .init(id: damaged.id), by: .owner, control: OperationControl())
    }
    try FileContent.write(whole, to: path)
    try compressAgain(fixture.path(of: backup))
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 2 && report.proven == 0)
    let found = try operations.getBackup(.init(id: backup.id)).backup
    #expect(found.verifiedAt == nil && found.proof == nil && found.error == nil)
    #expect(try operations.getBackup(.init(id: damaged.id)).backup.error?.kind == .backupCorrupt)
  }

  /// Compressed in another way, it is the same backup in other bytes.
  private func compressAgain(_ path: String) throws {
    let image = fixture.folder["archive"]
    try FileContent.write(try FileContent.read(path), to: image + ".zst")
    _ = try Tool.zstd.run("-dq", image + ".zst")
    unlink(image + ".zst")
    _ = try Tool.zstd.run("-19q", image)
    try FileContent.write(try FileContent.read(image + ".zst"), to: path)
  }

  @Test("finds proofs and restores in sealed segments as well")
  func sealed() async throws {
    let backup = try operations.create()
    let outcome = try await operations.restore(backup)
    let small = fixture.operations { $0.audit.segmentBytes = 256 << 10 }
    for number in 0..<400 { try small.record(AuditFixture.draft(number)) }
    #expect(try await small.listActivity(.init(action: "createBackup")).total == 0)
    let report = try await small.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.restores == 1 && report.proven == 2)
    #expect(try await small.listRestores(.init()).restores.map(\.id) == [outcome.restore.id])
  }

  @Test("lists a damaged file whose name tells no id, and lets it be deleted")
  func nameless() throws {
    let good = try operations.create()
    try FileContent.write([1, 2, 3], to: fixture.backupFolder + "/backup-of-monday.tar.zst")
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 1 && report.damaged == 1)
    let found = try operations.listBackups(.init()).backups
    let damaged = try #require(found.first { $0.id != good.id })
    #expect(damaged.fileName == "backup-of-monday.tar.zst" && damaged.error != nil)
    _ = try operations.deleteBackup(.init(id: damaged.id), by: .colleague)
    #expect(fixture.archives.filter { $0.hasPrefix("backup-") } == [good.fileName])
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
