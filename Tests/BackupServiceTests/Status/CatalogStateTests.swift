import BackupProtocol
import GRDB
import Glibc
import ObjectStorage
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService
@testable import StateFolder

@Suite("The catalog after an accident")
struct CatalogStateTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations
  private var catalogPath: String { fixture.backupFolder + "/catalog.sqlite" }

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  /// What a process leaves that is killed in the middle of a backup.
  private func crash() throws -> Backup {
    let entry = operations.newBackup(BackupPlan(type: .manual, label: "cut off"), by: .owner)
    try operations.catalog().save(entry)
    try FileContent.write([1, 2, 3], to: fixture.backupFolder + "/.\(entry.fileName).partial")
    let scratch = fixture.backupFolder + "/scratch"
    mkdir(scratch, 0o700)
    mkdir(scratch + "/\(entry.id)", 0o700)
    try FileContent.write([], to: scratch + "/\(entry.id)/.owner")
    try FileContent.write([4], to: scratch + "/\(entry.id)/image.sqlite")
    return entry
  }

  @Test("what a killed process left becomes interrupted, and its files go")
  func interrupted() throws {
    let kept = try operations.create()
    let entry = try crash()
    for operations in [fixture.operations(), operations] {
      let found = try operations.getBackup(.init(id: entry.id)).backup
      #expect(found.status == .interrupted && found.error?.hint != nil)
      #expect(found.label == "cut off")
      #expect(fixture.archives == [kept.fileName])
    }
    #expect(try operations.listBackups(.init(status: .running)).total == 0)
  }

  @Test("even its complete file goes, as nobody has proven it")
  func complete() throws {
    let kept = try operations.create()
    let entry = try crash()
    try FileContent.write([9], to: fixture.path(of: entry))
    #expect(
      try operations.listBackups(.init()).backups.map(\.status) == [.interrupted, .completed])
    #expect(fixture.archives == [kept.fileName])
  }

  @Test("while another process is at work, what is running stays so")
  func alive() throws {
    try operations.create()
    let running = RunningOperation(
      name: "createBackup", since: operations.now(), holder: "another")
    try operations.lock.withHold(of: running) { _ in
      let entry = try crash()
      for operations in [fixture.operations(), operations] {
        #expect(try operations.getBackup(.init(id: entry.id)).backup.status == .running)
        #expect(try operations.listBackups(.init(status: .running)).total == 1)
        #expect(try operations.getStatus().operation?.holder == "another")
      }
      #expect(fixture.archives.contains(".\(entry.fileName).partial"))
    }
  }

  @Test("a store that cannot be written keeps nobody from reading the history")
  func readOnlyStore() throws {
    try operations.create()
    let entry = try crash()
    let store = FaultStore(fixture.store)
    store.plan.fail(1, isLasting: true)
    let reading = fixture.operations(store: store)
    #expect(try reading.listBackups(.init()).total == 2)
    #expect(try reading.listRestores(.init()).total == 0)
    #expect(try reading.getBackup(.init(id: entry.id)).backup.label == "cut off")
    let status = try reading.getStatus()
    #expect(status.warnings.map(\.kind).contains("storageUnavailable"))
  }

  @Test("scratch copies of a living process are left alone")
  func livingScratch() throws {
    let backup = try operations.create()
    try operations.scratch.withFolder("preview-alive") { folder in
      try FileContent.write([1], to: folder.path + "/image.sqlite")
      _ = try crash()
      #expect(try fixture.operations().listBackups(.init()).total == 2)
      #expect(fixture.archives == [backup.fileName, "scratch/preview-alive"])
    }
    #expect(fixture.archives == [backup.fileName])
  }

  @Test("an interrupted restore spoils the confirmations from before")
  func interruptedRestore() async throws {
    let backup = try operations.create()
    let token = try operations.token(for: backup)
    let time = operations.now()
    try operations.catalog().save(
      Restore(
        id: operations.newID(at: time), backupId: backup.id, fileName: backup.fileName,
        restoreDate: time, createdAt: time, status: .running, database: "app"))
    let failure = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }.failure
    #expect(failure?.data.reason == "databaseChanged")
    #expect(try await operations.listRestores(.init()).restores.first?.status == .interrupted)
  }

  @Test("a damaged one says how to mend it, and the backups alone make a new one")
  func damaged() throws {
    let first = try operations.create(.init(label: "first"))
    let second = try operations.create(.init(compression: .gzip))
    operations.closeCatalog()
    try FileContent.write(Array(repeating: 0x55, count: 8192), to: catalogPath)
    let other = fixture.operations()
    let failure = #expect(throws: ContractError.self) { _ = try other.listBackups(.init()) }
    #expect(failure?.kind == .storageUnavailable)
    #expect(failure?.data.hint?.contains("strongroom catalog rebuild") == true)
    let report = try other.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report == RebuildReport(backups: 2, proven: 2))
    let found = try other.listBackups(.init(order: .oldest)).backups
    #expect(found.map(\.id) == [first.id, second.id])
    #expect(found.map(\.checksum) == [first.checksum, second.checksum])
    #expect(found.map(\.label) == ["first", nil])
    #expect(found.map(\.createdAt) == [first.createdAt, second.createdAt])
    #expect(found.allSatisfy { $0.status == .completed && $0.verifiedAt != nil })
    #expect(found.map(\.rowCount) == [5, 5])
    for backup in found {
      #expect(
        try other.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl()).report
          .ok)
    }
  }

  @Test("damage inside of it is told in the same way")
  func damagedInside() throws {
    for _ in 0..<3 { try operations.create() }
    operations.closeCatalog()
    var bytes = try FileContent.read(catalogPath)
    for offset in 4096..<bytes.count { bytes[offset] = 0xFF }
    try FileContent.write(bytes, to: catalogPath)
    let failure = #expect(throws: ContractError.self) {
      _ = try fixture.operations().listBackups(.init())
    }
    #expect(failure?.kind == .storageUnavailable)
    #expect(failure?.data.hint?.contains("strongroom catalog rebuild") == true)
  }

  @Test("one from a newer version is refused, and left as it is")
  func newer() throws {
    try operations.create()
    operations.closeCatalog()
    try SampleDatabase.execute(
      "INSERT INTO grdb_migrations (identifier) VALUES ('v999')", at: catalogPath)
    let bytes = try FileContent.read(catalogPath)
    let failure = #expect(throws: ContractError.self) {
      _ = try fixture.operations().listBackups(.init())
    }
    #expect(failure?.kind == .incompatible && failure?.data.hint == "Update Strongroom.")
    #expect(try FileContent.read(catalogPath) == bytes)
  }

  @Test("a process that has it open goes over to the rebuilt one")
  func rebuiltMeanwhile() throws {
    let first = try operations.create()
    let engine = FaultEngine(fixture.engine)
    engine.plan.fail(1)
    #expect(throws: ContractError.self) { try fixture.operations(engine: engine).create() }
    #expect(try operations.listBackups(.init()).total == 2)
    _ = try fixture.operations().rebuildCatalog(by: .owner, control: OperationControl())
    #expect(try operations.listBackups(.init()).backups.map(\.id) == [first.id])
    let second = try operations.create()
    #expect(
      try fixture.operations().listBackups(.init()).backups.map(\.id) == [second.id, first.id])
  }

  @Test("files that are no backups are named with the reason, and the others are found")
  func unreadable() throws {
    let good = try operations.create()
    let folder = fixture.backupFolder
    try FileContent.write(Array("nonsense".utf8), to: folder + "/backup-noise.tar.zst")
    let bytes = try FileContent.read(fixture.path(of: good))
    try FileContent.write(Array(bytes.dropLast(20)), to: folder + "/backup-short.tar.zst")
    try FileContent.write(bytes, to: folder + "/backup-twin.tar.zst")
    try FileContent.write([1], to: folder + "/notes.txt")
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 1)
    #expect(
      report.unreadable.map { String($0.prefix { $0 != ":" }) } == [
        "backup-noise.tar.zst", "backup-short.tar.zst", "backup-twin.tar.zst",
      ])
    let found = try operations.listBackups(.init()).backups
    #expect(found.count == 4 && Set(found.map(\.id)).count == 4)
    for backup in found {
      #expect((backup.fileName == good.fileName) == (backup.error == nil), "\(backup.fileName)")
    }
    #expect(try operations.latestBackup().id == good.id)
    #expect(try operations.getStatus().warnings.allSatisfy { $0.kind != "backupUncatalogued" })
  }

  @Test("a rebuild that fails leaves the catalog as it was")
  func failedRebuild() throws {
    try operations.create(.init(label: "kept"))
    for position in 1... {
      let store = FaultStore(fixture.store)
      store.plan.fail(position)
      let failing = fixture.operations(store: store)
      let outcome = Result { try failing.rebuildCatalog(by: .owner, control: OperationControl()) }
      guard store.plan.hasFailed else {
        #expect(try outcome.get().backups == 1)
        #expect(position > 4)
        return
      }
      #expect(throws: (any Error).self) { try outcome.get() }
      #expect(try fixture.operations().listBackups(.init()).backups.map(\.label) == ["kept"])
    }
  }
}
