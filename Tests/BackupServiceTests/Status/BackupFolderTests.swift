import BackupProtocol
import Glibc
import ObjectStorage
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService
@testable import StateFolder

@Suite("The folder of the backups")
struct BackupFolderTests {
  private func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  @Test("is not made by anything that only reads, or that finds nothing")
  func reads() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    #expect(try operations.listBackups(.init()).total == 0)
    #expect(try operations.listRestores(.init()).total == 0)
    #expect(try operations.listActivity(.init()).total == 0)
    #expect(try operations.getStatus().warnings.map(\.kind).contains("backupOverdue"))
    #expect(try operations.verifyAuditLog().ok)
    let id = EntryID.make(milliseconds: 1, random: operations.parts.clock.random)
    for body: () throws -> Void in [
      { _ = try operations.getBackup(.init(id: id)) },
      { _ = try operations.verifyBackup(.init(id: id), by: .owner, control: OperationControl()) },
      { _ = try operations.previewRestore(.init(id: id), by: .owner, control: OperationControl()) },
      { _ = try operations.deleteBackup(.init(id: id), by: .owner) },
      { _ = try operations.updateBackup(.init(id: id, pinned: true), by: .owner) },
    ] {
      #expect(serviceFailure(body)?.kind == .notFound)
    }
    #expect(
      serviceFailure {
        _ = try operations.rebuildCatalog(by: .owner, control: OperationControl())
      }?.kind == .storageUnavailable)
    #expect(!isThere(fixture.backupFolder))
    _ = try operations.create()
    #expect(isThere(fixture.backupFolder))
  }

  @Test("is not made for a database that is not there, which is an error")
  func wrongPath() throws {
    let fixture = try ServiceFixture(nil)
    let operations = fixture.operations()
    for body: () throws -> Void in [
      { _ = try operations.listBackups(.init()) }, { _ = try operations.listRestores(.init()) },
      { _ = try operations.listActivity(.init()) }, { _ = try operations.create() },
    ] {
      let failure = serviceFailure(body)
      #expect(failure?.kind == .databaseUnavailable && failure?.data.reason == "missing")
    }
    #expect(try operations.getStatus().database.exists == false)
    #expect(!isThere(fixture.backupFolder))
  }

  @Test("that is gone under a running process is told as unavailable, and not made again")
  func gone() throws {
    for remains in [nil, "empty"] {
      let fixture = try ServiceFixture()
      let operations = fixture.operations()
      let backup = try operations.create()
      let moved = fixture.folder["moved"]
      rename(fixture.backupFolder, moved)
      // An unmounted disk leaves an empty folder.
      if remains != nil { mkdir(fixture.backupFolder, 0o700) }
      for body: () throws -> Void in [
        { _ = try operations.listBackups(.init()) }, { _ = try operations.create() },
        { _ = try operations.verifyBackup(.init(id: backup.id), by: .owner, control: .init()) },
      ] {
        #expect(serviceFailure(body)?.kind == .storageUnavailable)
      }
      let status = try operations.getStatus()
      #expect(status.storage.first?.reachable == false)
      #expect(status.warnings.contains { $0.message.contains("missing") })
      #expect(TemporaryFolder.names(in: fixture.backupFolder) == [])
      #expect(isThere(fixture.backupFolder) == (remains != nil))
      rmdir(fixture.backupFolder)
      rename(moved, fixture.backupFolder)
      #expect(try operations.listBackups(.init()).backups.map(\.id) == [backup.id])
      _ = try operations.create()
    }
  }

  @Test("that must exist is not made")
  func mustExist() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations { $0.folderMustExist = true }
    let failure = serviceFailure { _ = try operations.create() }
    #expect(failure?.kind == .storageUnavailable && failure?.data.setting == "storages")
    #expect(serviceFailure { _ = try operations.listBackups(.init()) }?.kind == .storageUnavailable)
    #expect(!isThere(fixture.backupFolder))
    mkdir(fixture.backupFolder, 0o700)
    _ = try operations.create()
  }

  @Test("tells of backup files that are not in the catalog, and what to do")
  func uncatalogued() throws {
    let old = try ServiceFixture()
    let backups = try (0..<3).map { _ in try old.operations().create() }
    let new = try ServiceFixture(nil)
    mkdir(new.backupFolder, 0o700)
    for backup in backups {
      try FileContent.write(FileContent.read(old.path(of: backup)), to: new.path(of: backup))
    }
    let operations = new.operations()
    let page = try operations.listBackups(.init())
    #expect(page.total == 0 && page.uncatalogued?.count == 3)
    #expect(page.uncatalogued?.hint.contains("strongroom catalog rebuild") == true)
    #expect(try operations.getStatus().warnings.map(\.kind).contains("backupUncatalogued"))
    #expect(!isThere(new.backupFolder + "/" + ServiceFolder.catalogFileName))
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 3)
    #expect(try operations.listBackups(.init()).uncatalogued == nil)
    #expect(!(try operations.getStatus().warnings.map(\.kind).contains("backupUncatalogued")))
  }
}
