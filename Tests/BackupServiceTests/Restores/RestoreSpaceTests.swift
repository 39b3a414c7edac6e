import BackupProtocol
import Databases
import FileCalls
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

@Suite("The room that a restore needs")
struct RestoreSpaceTests {
  /// Bytes of the database and of what the operation makes beside it.
  private static func usage(_ folder: String) -> Int {
    guard let paths = FileManager.default.enumerator(atPath: folder) else { return 0 }
    var sum = 0
    var files: Set<ino_t> = []
    for case let path as String in paths {
      if path.contains("catalog.sqlite") || path.contains("ledger.sqlite") { continue }
      var facts = stat()
      // A file of two names takes its room once.
      guard lstat(folder + "/" + path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
        files.insert(facts.st_ino).inserted
      else { continue }
      // The index of a log is not on the disk.
      if !path.hasSuffix("-shm") { sum += Int(facts.st_size) }
    }
    return sum
  }

  @Test(
    "is what it takes at its peak, and not much more", arguments: KilledRestoreTests.Way.all)
  func peak(way: KilledRestoreTests.Way) async throws {
    let fixture = try ServiceFixture(.tiny, journalMode: way.mode)
    try fixture.execute(KilledRestoreTests.stock.replacing("< 60", with: "< 900"))
    let operations = fixture.operations()
    let backup = try operations.create()
    try fixture.execute(way.edit)
    let preview = try await operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    let needed = preview.report.space.needed
    #expect(preview.report.plan?.needsBytes == needed)
    let folder = fixture.folder.path
    let before = Self.usage(folder)
    let most = Mutex(0)
    let look = { @Sendable in
      let now = Self.usage(folder)
      most.withLock { $0 = max($0, now) }
    }
    let watch = FileWatch(folder)
    watch.onChange(look)
    defer { watch.stop() }
    let outcome = try await fixture.operations().restoreBackup(
      .init(id: backup.id, confirmationToken: preview.confirmationToken), by: .owner,
      control: OperationControl { _ in look() })
    #expect(outcome.restore.method == way.method)
    let peak = most.withLock { $0 } - before
    #expect(peak <= needed, "\(peak) of \(needed)")
    #expect(needed <= peak * 5 / 4, "\(peak) of \(needed)")
  }

  @Test(
    "is looked for before anything begins, and is enough", arguments: KilledRestoreTests.Way.all)
  func limit(way: KilledRestoreTests.Way) async throws {
    let fixture = try ServiceFixture(.tiny, journalMode: way.mode)
    try fixture.execute(KilledRestoreTests.stock.replacing("< 60", with: "< 900"))
    let backup = try fixture.operations().create()
    try fixture.execute(way.edit)
    let budget = Mutex<Int64>(1 << 40)
    let scratch = fixture.backupFolder + "/scratch"
    let operations = fixture.operations {
      $0.freeBytes = { _ in budget.withLock { $0 } - Int64(Self.usage(scratch)) }
    }
    let preview = try await operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    #expect(!preview.report.warnings.contains { $0.contains("enough disk space") })
    let needed = Int64(preview.report.space.needed)
    budget.withLock { $0 = needed - 1 }
    let failure = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: preview.confirmationToken), by: .owner,
        control: OperationControl())
    }.failure
    #expect(failure?.kind == .storageFull)
    let data = try #require(failure?.data)
    #expect(try #require(data.needed) == #require(data.free) + 1)
    #expect(try await operations.listBackups(.init(type: .safety)).total == 0)
    budget.withLock { $0 = needed }
    let outcome = try await operations.restoreBackup(
      .init(id: backup.id, confirmationToken: preview.confirmationToken), by: .owner,
      control: OperationControl())
    #expect(outcome.restore.method == way.method)
  }

  @Test("of two disks is that of the one with less to spare")
  func twoDisks() throws {
    // The folder of the backups is in memory, and the database is not.
    let fixture = try ServiceFixture(.tiny)
    mkdir(fixture.backupFolder, 0o700)
    let elsewhere = FileManager.default.temporaryDirectory.path + "/strongroom-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    var (a, b) = (stat(), stat())
    guard stat(elsewhere, &a) == 0, stat(fixture.folder.path, &b) == 0, a.st_dev != b.st_dev else {
      try Test.cancel("all folders are on one disk")
    }
    let path = elsewhere + "/app.db"
    try SampleDatabase.tiny.make(at: path)
    func balance(_ ofDatabase: Int64, _ ofBackups: Int64) -> RestorePreview.Space {
      let operations = fixture.operations(engine: SQLiteDatabase(path: path)) {
        $0.databasePath = path
        $0.freeBytes = { $0 == elsewhere ? ofDatabase : ofBackups }
      }
      return operations.balance(
        of: RestoreSpace(image: 8192, pageSize: 4096, over: .missing, ratio: 1))
    }
    #expect(balance(10_000, 50_000) == .init(needed: 8192, free: 10_000))
    #expect(balance(50_000, 10) == .init(needed: 0, free: 10))
  }
}
