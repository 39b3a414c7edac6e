import BackupProtocol
import Concurrency
import Databases
import GRDB
import Glibc
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService
@testable import SQLiteEngine

@Suite("A restore over a database that cannot be read")
struct UnreadableDatabaseTests {
  private func broken() throws -> (ServiceFixture, Backup, dump: [String]) {
    let fixture = try ServiceFixture()
    let dump = try fixture.dump()
    let backup = try fixture.operations().create()
    for suffix in ["-wal", "-shm"] { unlink(fixture.databasePath + suffix) }
    try FileContent.write([UInt8](repeating: 0x5a, count: 9000), to: fixture.databasePath)
    try FileContent.write([1, 2, 3], to: fixture.databasePath + "-wal")
    return (fixture, backup, dump)
  }

  private func restore(
    _ operations: BackupOperations, _ backup: Backup, replaceDamaged: Bool?
  ) async throws -> RestoreOutcome {
    try await operations.restoreBackup(
      .init(
        id: backup.id, confirmationToken: try operations.token(for: backup),
        replaceDamaged: replaceDamaged), by: .owner, control: OperationControl())
  }

  @Test("the preview says so, plans to replace it, and gives a token")
  func preview() throws {
    let (fixture, backup, _) = try broken()
    let result = try fixture.operations().previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    let plan = try #require(result.report.plan)
    #expect(plan.method == .replace && plan.needsBytes > 0 && plan.logBytes == 0)
    #expect(plan.reason.contains("cannot be read"))
    #expect(result.report.warnings.contains { $0.contains("replaceDamaged") })
    #expect(!result.confirmationToken.isEmpty)
    // What cannot be read is not known, and is no 0.
    let totals = result.report.totals
    #expect(
      [totals.rowsNow, totals.added, totals.removed, totals.changed] == [nil, nil, nil, nil])
    #expect(totals.rowsInBackup > 0)
    #expect(result.report.tables.allSatisfy { $0.added == nil && $0.removed == nil })
  }

  @Test("without consent nothing is touched, and the error names the parameter")
  func refused() async throws {
    let (fixture, backup, _) = try broken()
    let operations = fixture.operations()
    let failure = await RestoreFaultTests.result {
      try await restore(operations, backup, replaceDamaged: nil)
    }.failure
    #expect(failure?.kind == .databaseUnavailable)
    #expect(failure?.data.path == "params.replaceDamaged")
    #expect(failure?.data.hint?.contains("--replace-damaged") == true)
    #expect(try FileContent.read(fixture.databasePath + "-wal") == [1, 2, 3])
    let entry = try await operations.listRestores(.init()).restores.first
    #expect(entry?.status == .failed && entry?.databaseHolds == .before)
  }

  @Test("with consent the files are set aside, and the backup is the database")
  func replaced() async throws {
    let (fixture, backup, dump) = try broken()
    chmod(fixture.databasePath, 0o640)
    let operations = fixture.operations()
    let outcome = try await restore(operations, backup, replaceDamaged: true)
    #expect(outcome.restartRequired && outcome.safetyBackup == nil)
    #expect(outcome.restore.method == .replace && outcome.restore.validation?.ok == true)
    let setAside = try #require(outcome.restore.setAside)
    // To look at it made SQLite begin an index of the log.
    #expect(setAside.count >= 2 && setAside[1] == setAside[0] + "-wal")
    #expect(setAside[0].hasPrefix(fixture.databasePath + ".damaged-2"))
    #expect(try FileContent.read(setAside[0]).count == 9000)
    #expect(try FileContent.read(setAside[1]) == [1, 2, 3])
    #expect(try fixture.dump() == dump)
    var facts = stat()
    #expect(lstat(fixture.databasePath, &facts) == 0 && facts.st_mode & 0o777 == 0o640)
    let failure = await RestoreFaultTests.result {
      try await operations.rollbackRestore(
        .init(restoreId: outcome.restore.id, confirmationToken: "none"), by: .owner,
        control: OperationControl())
    }.failure
    #expect(failure?.data.hint?.contains(setAside[0]) == true)
  }

  @Test("one that was cut short beside its log is set aside with it, where that is asked for")
  func cutShort() async throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let dump = try fixture.dump()
    let backup = try operations.create()
    try leaveLog(fixture)
    let log = try FileContent.read(fixture.databasePath + "-wal")
    truncate(fixture.databasePath, 100_000)
    let failure = await RestoreFaultTests.result {
      try await restore(operations, backup, replaceDamaged: nil)
    }.failure
    #expect(failure?.data.path == "params.replaceDamaged")
    let outcome = try await restore(operations, backup, replaceDamaged: true)
    #expect(outcome.restore.method == .replace)
    let setAside = try #require(outcome.restore.setAside)
    #expect(try FileContent.read(setAside[0] + "-wal") == log)
    #expect(try fixture.dump() == dump)
  }

  @Test("one whose header names a schema format that SQLite does not know is like any other")
  func schemaFormat() async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let dump = try fixture.dump()
    let backup = try operations.create()
    try fixture.execute("PRAGMA journal_mode = delete")
    var bytes = try FileContent.read(fixture.databasePath)
    bytes[47] = 9
    try FileContent.write(bytes, to: fixture.databasePath)
    #expect(try await operations.getStatus().warnings.contains { $0.kind == "databaseDamaged" })
    #expect(try operations.preview(backup).plan?.method == .replace)
    let outcome = try await restore(operations, backup, replaceDamaged: true)
    #expect(outcome.restore.method == .replace)
    #expect(try FileContent.read(#require(outcome.restore.setAside?.first)) == bytes)
    #expect(try fixture.dump() == dump)
  }

  /// What an application leaves that is killed before its log was copied.
  private func leaveLog(_ fixture: ServiceFixture) throws {
    let queue = try DatabaseQueue(path: fixture.databasePath)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; UPDATE Customer SET name = name || '!'")
    }
    let files = try ["", "-wal"].map { try FileContent.read(fixture.databasePath + $0) }
    try queue.close()
    for (suffix, content) in zip(["", "-wal"], files) {
      try FileContent.write(content, to: fixture.databasePath + suffix)
    }
    unlink(fixture.databasePath + "-shm")
  }

  @Test("a readable database is never set aside")
  func readable() async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    let outcome = try await restore(operations, backup, replaceDamaged: true)
    #expect(outcome.restore.method == .rows && outcome.restore.setAside == nil)
    #expect(outcome.safetyBackup != nil)
  }

  @Test("whichever call to the database fails, the old files are where they were")
  func faults() async throws {
    for position in 1... {
      let (fixture, backup, _) = try broken()
      let engine = FaultEngine(fixture.engine)
      let operations = fixture.operations(engine: engine)
      let token = try fixture.operations().token(for: backup)
      engine.plan.fail(position)
      let outcome = await RestoreFaultTests.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token, replaceDamaged: true), by: .owner,
          control: OperationControl())
      }
      guard engine.plan.hasFailed else {
        #expect(try outcome.get().restore.status == .completed)
        #expect(position > 4, "hardly any call was tried")
        return
      }
      let entry = try await fixture.operations().listRestores(.init()).restores.first
      // Once the new file has its name, a look that fails is told, and no failure.
      if engine.plan.calls.contains("confirm") {
        #expect(try outcome.get().restore == entry)
        #expect(entry?.status == .completed && entry?.validation?.ok == false)
        continue
      }
      #expect(outcome.failure?.kind == .databaseUnavailable)
      #expect(
        try FileContent.read(fixture.databasePath + "-wal") == [1, 2, 3], "\(engine.plan.calls)")
      #expect(position == 1 || entry?.databaseHolds == .before)
    }
  }
}

@Suite("A restore into an empty file, or where the database was moved away")
struct EmptyDatabaseRestoreTests {
  @Test("fills a file of zero bytes without a safety backup")
  func empty() async throws {
    let fixture = try ServiceFixture()
    let dump = try fixture.dump()
    let operations = fixture.operations()
    let backup = try operations.create()
    for suffix in ["-wal", "-shm"] { unlink(fixture.databasePath + suffix) }
    try FileContent.write([], to: fixture.databasePath)
    let preview = try await operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    #expect(preview.report.plan?.method == .image)
    #expect(preview.report.warnings.contains { $0.contains("empty") })
    let failure = serviceFailure { try operations.create() }
    #expect(failure?.data.hint?.contains("restore a backup") == true)
    let outcome = try await operations.restore(backup)
    #expect(outcome.safetyBackup == nil && outcome.restore.method == .image)
    #expect(try fixture.dump() == dump)
  }

  @Test("sets the log of a database that was moved away aside, and says so")
  func movedAway() async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    unlink(fixture.databasePath)
    let rows = [UInt8](repeating: 3, count: 4000)
    try FileContent.write(rows, to: fixture.databasePath + "-wal")
    let preview = try await operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    #expect(preview.report.warnings.contains { $0.contains("app.db-wal") })
    let outcome = try await operations.restore(backup)
    let log = try #require(outcome.restore.setAside?.first { $0.hasSuffix("-wal") })
    #expect(try FileContent.read(log) == rows)
    #expect(
      try await operations.listRestores(.init()).restores.first?.setAside?.contains(log) == true)
  }
}

@Suite("What a restore that did not end as it should left in the database")
struct RestoreTruthTests {
  @Test("is looked for where the commit may have failed or not", arguments: [true, false])
  func commit(isCommitted: Bool) async throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create()
    let then = try fixture.dump()
    try fixture.execute("UPDATE bill SET amount = 0")
    let now = try fixture.dump()
    let engine = FaultEngine(fixture.engine)
    let operations = fixture.operations(engine: engine)
    let token = try operations.token(for: backup)
    // The only check is that of the safety backup, as the backup is proven. The call after it fails.
    engine.plan.onCall { [plan = engine.plan] call in
      guard call == "check", plan.calls.count(where: { $0 == "check" }) == 1 else { return }
      plan.fail(1, isCommitted ? .after : .before)
    }
    let failure = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }.failure
    #expect(engine.plan.hasFailed && failure != nil)
    #expect(try fixture.dump() == (isCommitted ? then : now))
    let entry = try await #require(try operations.listRestores(.init()).restores.first)
    #expect(entry.status == .failed && entry.databaseHolds == (isCommitted ? .backup : .before))
    #expect(failure?.message.contains("holds the data of the backup") == isCommitted)
  }

  @Test(
    "is told of an interrupted one", arguments: ["before", "backup", "early", "old", "unknown"])
  func interrupted(what: String) async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    let catalog = try operations.catalog()
    var restore = Restore(
      id: operations.newID(at: operations.now()), backupId: backup.id, fileName: backup.fileName,
      restoreDate: operations.now(), createdAt: operations.now(), status: .running,
      database: "app", method: .image)
    if what == "old" { restore.method = nil }
    try catalog.save(restore)
    let mark = try fixture.engine.swapMark(cancellation: Cancellation())
    // A crash leaves the folder, which the end of its owner in the same process would remove.
    let folder = fixture.backupFolder + "/scratch/" + restore.id
    mkdir(fixture.backupFolder + "/scratch", 0o700)
    mkdir(folder, 0o700)
    try FileContent.write([], to: folder + "/.owner")
    if what != "early" {
      try SwapRecord(
        aside: "", replacesUnreadable: false, isNewFile: false, mark: mark
      ).write(to: folder)
    }
    switch what {
    case "backup":
      let image = fixture.folder["image.sqlite"]
      try SampleDatabase.tiny.make(at: image, journalMode: "delete")
      try fixture.engine.replace(
        with: ImageToInstall(path: image, prefersWAL: true), cancellation: Cancellation()
      ) { _, _ in }
    case "unknown": try fixture.execute("CREATE TABLE x(y); CREATE TABLE z(y)")
    default: break
    }
    let ended = try await #require(try fixture.operations().listRestores(.init()).restores.first)
    #expect(ended.status == .interrupted)
    let expected: DatabaseHolds =
      switch what {
      case "backup": .backup
      case "old", "unknown": .unknown
      default: .before
      }
    #expect(ended.databaseHolds == expected && ended.error?.hint != nil)
    #expect(fixture.archives == [backup.fileName])
  }
}
