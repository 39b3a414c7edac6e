import BackupProtocol
import Concurrency
import Databases
import Foundation
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupFiles
@testable import BackupService
@testable import SQLiteEngine
@testable import SQLitePages

@Suite("A safety backup of a database that is almost the backup to be restored")
struct SafetyDifferenceTests {
  private func fixture(_ mode: String) throws -> ServiceFixture {
    let fixture = try ServiceFixture(.shop, journalMode: mode)
    try fixture.execute(NumberedWriters.table)
    return fixture
  }

  private func image(
    of backup: Backup, _ fixture: ServiceFixture, _ operations: BackupOperations
  ) throws -> String {
    let path = fixture.folder["\(UUID().uuidString).sqlite"]
    _ = try operations.unpack(
      operations.requireStored(backup), to: path, expecting: nil, fitting: .partialOnly,
      control: OperationControl())
    return path
  }

  /// The pages of the live database now.
  private func live(_ fixture: ServiceFixture, _ operations: BackupOperations) throws -> [UInt8] {
    let folder = fixture.folder["\(UUID().uuidString)"]
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try operations.copyLive(to: folder + "/live.sqlite", control: OperationControl())
    return try FileContent.read(folder + "/live.sqlite")
  }

  private func manifest(of backup: Backup, _ operations: BackupOperations) throws -> Manifest {
    try #require(try operations.getBackup(.init(id: backup.id)).manifest)
  }

  /// Whether a safety backup took over the image of another backup.
  private func isOver(
    _ base: Backup, _ safety: Backup, _ operations: BackupOperations
  ) throws -> Bool {
    try manifest(of: safety, operations).image == manifest(of: base, operations).image
  }

  private static let changes = [
    "rows":
      "INSERT INTO numbered VALUES (1, 'one'); UPDATE Bill SET totalAmount = 1 WHERE rowid = 3",
    "growth":
      "INSERT INTO numbered WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n "
      + "WHERE n < 12) SELECT n, printf('%.*c', 4000, 'x') FROM n",
  ]

  @Test(
    "has the very database, and is restored as any other", arguments: ["wal", "delete"],
    ["rows", "growth"])
  func same(mode: String, change: String) async throws {
    let fixture = try fixture(mode)
    let operations = fixture.operations { $0.preparedBytes = 1 << 30 }
    let backup = try operations.create()
    try fixture.execute(try #require(Self.changes[change]))
    let before = try live(fixture, operations)
    let dump = try fixture.dump()
    let outcome = try await operations.restore(backup)
    let safety = try #require(outcome.safetyBackup)
    #expect(try isOver(backup, safety, operations))
    #expect(safety.status == .completed && safety.proof?.depth == .restored)
    #expect(try FileContent.read(image(of: safety, fixture, operations)) == before)
    let made = try manifest(of: safety, operations)
    #expect(made.formatVersion == 2 && made.parts?.count == 2)
    #expect(Int64(before.count) == made.imageSize)
    #expect(made.rowCount == safety.rowCount)
    await #expect(
      try operations.verifyBackup(
        .init(id: safety.id), by: .owner, control: OperationControl()
      ).report.ok)
    // The safety backup of going back takes over the same image.
    let restored = try live(fixture, operations)
    let undone = try await operations.undo(outcome)
    #expect(try fixture.dump() == dump)
    let second = try #require(undone.safetyBackup)
    #expect(try isOver(backup, second, operations))
    #expect(try FileContent.read(image(of: second, fixture, operations)) == restored)
    #expect(second.proof?.depth == .restored)
    // It needs neither of the others.
    for other in [safety, backup] {
      try FileManager.default.removeItem(atPath: fixture.path(of: other))
    }
    try await operations.restore(second)
    #expect(try live(fixture, operations).count == restored.count)
    #expect(!fixture.archives.contains { $0.hasPrefix(".") || $0.hasPrefix("scratch") })
  }

  @Test("has a database that has become smaller", arguments: ["wal", "delete"])
  func smaller(mode: String) async throws {
    let fixture = try fixture(mode)
    let operations = fixture.operations()
    try fixture.execute("PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
    try fixture.execute(try #require(Self.changes["growth"]))
    let backup = try operations.create()
    try fixture.execute("DELETE FROM numbered; PRAGMA incremental_vacuum")
    let before = try live(fixture, operations)
    let outcome = try await operations.restore(backup)
    let safety = try #require(outcome.safetyBackup)
    #expect(try isOver(backup, safety, operations))
    #expect(before.count < (try manifest(of: backup, operations).image?.size ?? 0))
    #expect(try FileContent.read(image(of: safety, fixture, operations)) == before)
  }

  @Test("is the image alone where nothing differs", arguments: ["wal", "delete"])
  func nothing(mode: String) async throws {
    let fixture = try fixture(mode)
    let operations = fixture.operations()
    let backup = try operations.create()
    let safety = try #require(try await operations.restore(backup).safetyBackup)
    let made = try manifest(of: safety, operations)
    #expect(try isOver(backup, safety, operations))
    #expect(made.formatVersion == 1 && made.parts == nil && safety.proof != nil)
    #expect(try manifest(of: backup, operations).tables == made.tables)
  }

  @Test("has what was committed last as well", arguments: ["wal", "delete"])
  func late(mode: String) async throws {
    let fixture = try fixture(mode)
    let engine = FaultEngine(SQLiteDatabase(path: fixture.databasePath, busySeconds: 30))
    let operations = fixture.operations(engine: engine)
    let backup = try operations.create()
    try fixture.execute(try #require(Self.changes["rows"]))
    let token = try operations.token(for: backup)
    let instant = Mutex<[UInt8]>([])
    engine.plan.onCall { [plan = engine.plan] call in
      guard call == "replace" else { return }
      plan.onCall { _ in }
      // A page that differs already is changed once more.
      try SampleDatabase.execute(
        "INSERT INTO numbered VALUES (2, 'late'); UPDATE Bill SET totalAmount = 2 WHERE rowid = 3",
        at: fixture.databasePath)
      let bytes = try live(fixture, fixture.operations())
      instant.withLock { $0 = bytes }
    }
    let outcome = try await operations.restoreBackup(
      .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    let safety = try #require(outcome.safetyBackup)
    #expect(try isOver(backup, safety, operations))
    #expect(safety.proof?.depth == .restored && safety.rowCount != nil)
    let found = try FileContent.read(image(of: safety, fixture, operations))
    #expect(found == instant.withLock { $0 })
    #expect(try NumberedWriters.numbers(in: fixture.databasePath) == [])
    _ = try await operations.undo(outcome)
    #expect(try NumberedWriters.numbers(in: fixture.databasePath) == [1, 2])
  }

  @Test(
    "loses no row beside an application that never stops writing", arguments: ["wal", "delete"],
    [false, true])
  func writers(mode: String, areProcesses: Bool) async throws {
    let fixture = try fixture(mode)
    // So much that what is written meanwhile is a small part.
    try fixture.execute(
      """
      CREATE TABLE ballast (b);
      WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 8000)
      INSERT INTO ballast SELECT randomblob(3000) FROM n
      """)
    let operations = fixture.operations(
      engine: SQLiteDatabase(path: fixture.databasePath, busySeconds: 30))
    let backup = try operations.create()
    let writers = NumberedWriters(fixture.databasePath, count: 2, areProcesses: areProcesses)
    do {
      for _ in 0..<2 {
        writers.waitForMore(20)
        let outcome = try await operations.restore(backup)
        writers.waitForMore(20)
        _ = try await operations.undo(outcome)
      }
    } catch {
      Issue.record(error)
    }
    let committed = try writers.finish()
    var kept = try NumberedWriters.numbers(in: fixture.databasePath)
    let made = try await operations.listBackups(.init(type: .safety)).backups
    #expect(made.count == 4)
    // Later ones may have too much that differs.
    #expect(try made.contains { try isOver(backup, $0, operations) })
    for safety in made {
      #expect(safety.proof?.depth == .restored)
      let image = try image(of: safety, fixture, operations)
      #expect(try SampleDatabase.strings("PRAGMA integrity_check", at: image) == ["ok"])
      kept.formUnion(try NumberedWriters.numbers(in: image))
    }
    #expect(committed.subtracting(kept).sorted() == [] && committed.count >= 80)
  }

  @Test(
    "tar and sqlite3 open it without us",
    .enabled(if: Tool.areInstalled(.tar, .zstd, .sqlite3)), arguments: ["wal", "delete"])
  func byHand(mode: String) async throws {
    let fixture = try fixture(mode)
    let operations = fixture.operations()
    let backup = try operations.create()
    try fixture.execute(try #require(Self.changes["growth"]))
    let dump = try fixture.dump()
    let safety = try #require(try await operations.restore(backup).safetyBackup)
    #expect(try isOver(backup, safety, operations))
    let folder = fixture.folder["by-hand"]
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try Tool.tar.run(
      "-I", try #require(Tool.zstd.path), "-xf", fixture.path(of: safety), in: folder)
    #expect(
      try Tool.sqlite3.run(folder + "/database.sqlite", "PRAGMA integrity_check") == "ok\n")
    #expect(try SampleDatabase.dump(folder + "/database.sqlite") == dump)
  }

  @Test("is written whole where much differs")
  func much() async throws {
    let fixture = try fixture("wal")
    let operations = fixture.operations()
    let backup = try operations.create()
    try fixture.execute("UPDATE Bill SET totalAmount = totalAmount + 1")
    try fixture.execute("DELETE FROM Payment; VACUUM")
    let before = try live(fixture, operations)
    let safety = try #require(try await operations.restore(backup).safetyBackup)
    #expect(try !isOver(backup, safety, operations) && safety.proof?.depth == .restored)
    #expect(try FileContent.read(image(of: safety, fixture, operations)) == before)
  }

  @Test("is written whole where the file of the backup was damaged since it was unpacked")
  func damaged() async throws {
    let fixture = try fixture("wal")
    let engine = FaultEngine(fixture.engine)
    let operations = fixture.operations(engine: engine)
    let backup = try operations.create()
    let good = try FileContent.read(fixture.path(of: backup))
    // Its last bytes are those of the index, and the ones before them the manifest.
    for place in [100, good.count / 2, good.count - 700, good.count - 30] {
      try fixture.execute("INSERT OR IGNORE INTO numbered VALUES (1, 'one')")
      let before = try live(fixture, operations)
      let token = try operations.token(for: backup)
      engine.plan.onCall { call in
        guard call == "adapt" else { return }
        var bytes = good
        bytes[place] ^= 16
        try FileContent.write(bytes, to: fixture.path(of: backup))
      }
      let outcome = try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      engine.plan.onCall { _ in }
      let safety = try #require(outcome.safetyBackup)
      #expect(try !isOver(backup, safety, operations), "byte \(place)")
      #expect(try FileContent.read(image(of: safety, fixture, operations)) == before)
      #expect(safety.proof?.depth == .restored)
      try FileContent.write(good, to: fixture.path(of: backup))
    }
  }

  @Test("is written whole where the file is another one of the same backup")
  func exchanged() async throws {
    let fixture = try fixture("wal")
    let operations = fixture.operations()
    let backup = try operations.create()
    try fixture.execute(try #require(Self.changes["rows"]))
    let catalog = try operations.catalog()
    var entry = try catalog.find(Backup.self, id: backup.id)
    entry.checksum = Checksum(algorithm: .sha256, value: String(repeating: "0", count: 64))
    try catalog.save(entry)
    let safety = try #require(try await operations.restore(backup).safetyBackup)
    #expect(try !isOver(backup, safety, operations) && safety.proof?.depth == .restored)
  }

  @Test("the trial changes nothing of the image")
  func untouched() throws {
    let fixture = try fixture("wal")
    let operations = fixture.operations()
    let backup = try operations.create()
    let path = try image(of: backup, fixture, operations)
    let bytes = try FileContent.read(path)
    let base = try #require(
      SafetyBase(
        backup, operations.requireStored(backup),
        UnpackedBackup(manifest: manifest(of: backup, operations), overlay: nil, milliseconds: 0),
        at: path))
    try fixture.execute(try #require(Self.changes["rows"]))
    let folder = fixture.folder["scratch"]
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try fixture.engine.withSnapshot(scratch: folder, cancellation: Cancellation()) { snapshot in
      let difference = try #require(
        try PageDifference(of: snapshot, from: path, cancellation: Cancellation()) { _ in })
      let log = try StartedLog(difference, of: snapshot, in: folder, Cancellation())
      try base.withDatabase(in: folder, log: log.readBack(to:)) { database in
        let report = try fixture.engine.check(
          image: database, depth: .full, cancellation: Cancellation())
        #expect(report.isSound)
        #expect(report.tables.first { $0.name == "numbered" }?.rows == 1)
      }
    }
    #expect(try FileContent.read(path) == bytes)
    #expect(TemporaryFolder.names(in: folder) == ["difference.zst"])
  }

  @Test(
    "whichever call to the store or the database fails, the database is untouched",
    arguments: ["store", "engine"], FaultPlan.Moment.allCases)
  func faults(what: String, moment: FaultPlan.Moment) async throws {
    let fixture = try fixture("wal")
    let backup = try fixture.operations().create()
    try fixture.execute(try #require(Self.changes["rows"]))
    let before = try fixture.dump()
    for position in 1... {
      let store = FaultStore(fixture.store)
      let engine = FaultEngine(fixture.engine)
      let operations = fixture.operations(engine: engine, store: store)
      let token = try operations.token(for: backup)
      let plan = what == "store" ? store.plan : engine.plan
      plan.fail(position, moment)
      let outcome = await RestoreFaultTests.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      }
      plan.disarm()
      let attempt = "call \(position), \(plan.calls.last ?? "")"
      let hasFailed = plan.hasFailed
      guard hasFailed || (try? outcome.get()) == nil else {
        let safety = try #require(try outcome.get().safetyBackup)
        #expect(try isOver(backup, safety, fixture.operations()))
        #expect(position > 10, "hardly any call was tried")
        return
      }
      if let failure = outcome.failure {
        #expect(
          [.storageUnavailable, .databaseUnavailable].contains(failure.kind), "\(attempt)")
        let holds = try await operations.listRestores(.init()).restores.first?.databaseHolds
        if holds != .backup { #expect(try fixture.dump() == before, "\(attempt)") }
      } else {
        // What fails after the commit fails no restore.
        #expect(try NumberedWriters.numbers(in: fixture.databasePath) == [], "\(attempt)")
      }
      #expect(try await operations.listBackups(.init(status: .running)).total == 0, "\(attempt)")
      #expect(!fixture.archives.contains { $0.hasPrefix(".") || $0.hasPrefix("scratch") })
      if try fixture.dump() != before {
        try fixture.execute(try #require(Self.changes["rows"]))
      }
      for old in try await operations.listBackups(.init(type: .safety)).backups {
        _ = try? await operations.deleteBackup(
          .init(id: old.id, force: true), by: .owner)
      }
    }
  }
}
