import BackupProtocol
import Databases
import Foundation
import GRDB
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

@Suite("Beside an application that never stops writing", .serialized)
struct NothingLostTests {
  private func fixture(_ mode: String, _ database: SampleDatabase = .shop) throws -> ServiceFixture
  {
    let fixture = try ServiceFixture(database, journalMode: mode)
    try fixture.execute(NumberedWriters.table)
    return fixture
  }

  private func operations(_ fixture: ServiceFixture) -> BackupOperations {
    fixture.operations(engine: SQLiteDatabase(path: fixture.databasePath, busySeconds: 30))
  }

  /// The numbers in each safety backup.
  private func saved(_ fixture: ServiceFixture, _ operations: BackupOperations) throws -> [Set<Int>]
  {
    try operations.listBackups(.init(type: .safety)).backups.map { backup in
      #expect(backup.status == .completed && backup.verifiedAt != nil && backup.proof != nil)
      let image = try image(of: backup, fixture, operations)
      let findings = try SampleDatabase.strings("PRAGMA integrity_check", at: image)
      #expect(findings == ["ok"])
      return try NumberedWriters.numbers(in: image)
    }
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

  struct Writers: CustomTestStringConvertible, Sendable {
    let count: Int
    var areProcesses = false

    var testDescription: String { "\(count) \(areProcesses ? "processes" : "connections")" }
  }

  @Test(
    "restores and roll-backs lose no committed row", arguments: ["wal", "delete"],
    [
      Writers(count: 1), Writers(count: 4), Writers(count: 1, areProcesses: true),
      Writers(count: 4, areProcesses: true),
    ])
  func restores(mode: String, by kind: Writers) async throws {
    let fixture = try fixture(mode)
    let operations = operations(fixture)
    let backup = try operations.create()
    let writers = NumberedWriters(
      fixture.databasePath, count: kind.count, areProcesses: kind.areProcesses)
    do {
      for _ in 0..<2 {
        writers.waitForMore(20)
        let outcome = try await operations.restore(backup)
        #expect(outcome.restore.status == .completed && outcome.restore.validation?.ok == true)
        #expect(outcome.timings.writersHeldMs != nil)
        writers.waitForMore(20)
        let safetyBackup = try #require(outcome.safetyBackup)
        let undone = try await operations.rollbackRestore(
          .init(
            restoreId: outcome.restore.id,
            confirmationToken: try operations.token(for: safetyBackup)),
          by: .owner, control: OperationControl())
        #expect(undone.restore.status == .completed && undone.restore.validation?.ok == true)
      }
    } catch {
      Issue.record(error)
    }
    let committed = try writers.finish()
    let kept = try saved(fixture, operations)
      .reduce(into: NumberedWriters.numbers(in: fixture.databasePath)) { $0.formUnion($1) }
    #expect(committed.subtracting(kept).sorted() == [])
    #expect(committed.count >= 80)
    #expect(!fixture.archives.contains { $0.hasPrefix("scratch") || $0.hasPrefix(".") })
  }

  @Test(
    "a reset deletes no row that its safety backup does not have", arguments: ["wal", "delete"],
    [Writers(count: 1), Writers(count: 4)])
  func resets(mode: String, by kind: Writers) async throws {
    let fixture = try ResetFixture(fixture(mode, .office))
    let engine = SQLiteDatabase(path: fixture.service.databasePath, busySeconds: 30)
    let operations = try fixture.operations(engine: engine)
    let writers = NumberedWriters(fixture.service.databasePath, count: kind.count)
    var saved: Set<Int> = []
    do {
      writers.waitForMore(20)
      let result = try await operations.reset(try operations.resetToken(fixture.mailer))
      writers.waitForMore(20)
      #expect(result.safetyBackup.verifiedAt != nil && result.safetyBackup.pinned)
      saved = try NumberedWriters.numbers(
        in: image(of: result.safetyBackup, fixture.service, operations))
    } catch {
      Issue.record(error)
    }
    let committed = try writers.finish()
    let live = try NumberedWriters.numbers(in: fixture.service.databasePath)
    #expect(committed.subtracting(live).subtracting(saved).sorted() == [])
    #expect(live.intersection(saved).sorted() == [], "the data was not deleted")
    #expect(saved.count >= 20 && live.count >= 20)
  }

  @Test(
    "a restore meets rows that were committed after the image of its safety backup",
    arguments: ["wal", "delete"])
  func meets(mode: String) async throws {
    let late = try late(
      mode,
      """
      INSERT INTO numbered VALUES (1, 'late'), (2, 'later');
      CREATE TABLE added_late (a); INSERT INTO added_late VALUES (7);
      """)
    let (fixture, operations) = (late.fixture, late.operations)
    let failure = await RestoreFaultTests.result {
      try await operations.restoreBackup(late.restore, by: .owner, control: OperationControl())
    }.failure
    let path = fixture.databasePath
    // The schema is not the one that the token was for.
    #expect(failure?.kind == .confirmationInvalid)
    #expect(try SampleDatabase.strings("SELECT a FROM added_late", at: path) == ["7"])
    let safety = try await #require(try operations.listBackups(.init(type: .safety)).backups.first)
    let image = try image(of: safety, fixture, operations)
    #expect(try SampleDatabase.strings("SELECT a FROM added_late", at: image) == ["7"])
    #expect(try NumberedWriters.numbers(in: image) == [1, 2])
    #expect(try await operations.getBackup(.init(id: safety.id)).manifest?.formatVersion == 2)
  }

  @Test("rolling back brings back exactly the state of the instant", arguments: ["wal", "delete"])
  func exact(mode: String) async throws {
    let late = try late(
      mode,
      """
      INSERT INTO numbered VALUES (1, 'late');
      UPDATE Bill SET totalAmount = 7 WHERE rowid % 3 = 0;
      DELETE FROM Payment WHERE rowid % 2 = 0;
      """)
    let (fixture, operations) = (late.fixture, late.operations)
    let outcome = try await operations.restoreBackup(
      late.restore, by: .owner, control: OperationControl())
    let path = fixture.databasePath
    #expect(try NumberedWriters.numbers(in: path) == [])
    let safety = try #require(outcome.safetyBackup)
    #expect(safety.verifiedAt != nil && outcome.restore.validation?.ok == true)
    let image = try image(of: safety, fixture, operations)
    let instant = try SampleDatabase.dump(image)
    #expect(try NumberedWriters.numbers(in: image) == [1])
    _ = try await operations.verifyBackup(
      .init(id: safety.id), by: .owner, control: OperationControl())
    _ = try await operations.rollbackRestore(
      .init(
        restoreId: outcome.restore.id, confirmationToken: try operations.token(for: safety)),
      by: .owner, control: OperationControl())
    #expect(try SampleDatabase.dump(path) == instant)
    // An export of it is one file again.
    let exported = try await operations.exportBackup(
      .init(id: safety.id, destination: fixture.folder["out.sqlite"], format: .sqlite), by: .owner,
      control: OperationControl())
    #expect(try SampleDatabase.dump(exported.path) == instant)
  }

  @Test(
    "tar and sqlite3 show the state of the instant to a person without us",
    .enabled(if: Tool.areInstalled(.tar, .zstd, .sqlite3)), arguments: ["wal", "delete"])
  func byHand(mode: String) async throws {
    let late = try late(
      mode,
      """
      WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100)
      INSERT INTO numbered SELECT n, printf('%.*c', 3000, 'x') FROM n
      """)
    let (fixture, operations) = (late.fixture, late.operations)
    let outcome = try await operations.restoreBackup(
      late.restore, by: .owner, control: OperationControl())
    let safety = try #require(outcome.safetyBackup)
    let zstd = try #require(Tool.zstd.path)
    let listed = try Tool.tar.run("-I", zstd, "-tf", fixture.path(of: safety))
    #expect(listed == "database.sqlite\ndatabase.sqlite-wal\nmanifest.json\n")
    let folder = fixture.folder["by-hand"]
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try Tool.tar.run("-I", zstd, "-xf", fixture.path(of: safety), in: folder)
    let counted = try Tool.sqlite3.run(
      folder + "/database.sqlite", "SELECT count(*), sum(length(filler)) FROM numbered",
      "PRAGMA integrity_check")
    #expect(counted == "100|300000\nok\n")
    let image = try image(of: safety, fixture, operations)
    #expect(try SampleDatabase.dump(folder + "/database.sqlite") == SampleDatabase.dump(image))
  }

  /// A restore that meets what was committed once the image of its safety backup is made.
  private func late(
    _ mode: String, _ sql: String
  ) throws -> (fixture: ServiceFixture, operations: BackupOperations, restore: RestoreBackup.Params)
  {
    let fixture = try fixture(mode)
    let engine = FaultEngine(SQLiteDatabase(path: fixture.databasePath, busySeconds: 30))
    let operations = fixture.operations(engine: engine)
    let backup = try operations.create()
    let token = try operations.token(for: backup)
    lateRows(fixture, engine, sql)
    return (fixture, operations, .init(id: backup.id, confirmationToken: token))
  }

  /// Has rows committed once the image of a safety backup is made.
  private func lateRows(
    _ fixture: ServiceFixture, _ engine: FaultEngine,
    _ sql: String = "INSERT INTO numbered VALUES (1, 'late')"
  ) {
    let path = fixture.databasePath
    engine.plan.onCall { [plan = engine.plan] call in
      guard call == "replace" else { return }
      plan.onCall { _ in }
      try SampleDatabase.execute(sql, at: path)
    }
  }

  private static func restore(
    _ backup: Backup, _ token: String, _ operations: BackupOperations
  ) async -> Result<RestoreOutcome, ContractError> {
    await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }
  }

  @Test(
    "whichever call to the store or the database fails, the late rows are there",
    arguments: ["store", "engine"], FaultPlan.Moment.allCases)
  func faults(what: String, moment: FaultPlan.Moment) async throws {
    let fixture = try fixture("wal", .tiny)
    let backup = try fixture.operations().create()
    for position in 1... {
      try fixture.execute("DELETE FROM numbered")
      let (engine, store) = (FaultEngine(fixture.engine), FaultStore(fixture.store))
      let operations = fixture.operations(engine: engine, store: store)
      let token = try operations.token(for: backup)
      lateRows(fixture, engine)
      let plan = what == "store" ? store.plan : engine.plan
      plan.fail(position, moment)
      let outcome = await Self.restore(backup, token, operations)
      let attempt = "call \(position) of \(plan.calls), \(moment)"
      guard plan.hasFailed else {
        #expect(try outcome.get().restore.status == .completed)
        #expect(position > 8, "hardly any call was tried")
        return
      }
      plan.disarm()
      let wereCommitted = engine.plan.calls.contains("replace")
      var numbers = try NumberedWriters.numbers(in: fixture.databasePath)
      for backup in try await operations.listBackups(.init(limit: 500, type: .safety)).backups
      where backup.status == .completed {
        numbers.formUnion(
          try NumberedWriters.numbers(in: image(of: backup, fixture, operations)))
      }
      #expect(numbers == (wereCommitted ? [1] : []), "\(attempt)")
      #expect(try await operations.listBackups(.init(status: .running)).total == 0, "\(attempt)")
      #expect(
        !fixture.archives.contains { $0.hasPrefix(".") || $0.hasPrefix("scratch") }, "\(attempt)")
      for backup in try await operations.listBackups(.init(limit: 500, type: .safety)).backups {
        _ = try await operations.deleteBackup(
          .init(id: backup.id, force: true), by: .owner)
      }
    }
  }

  @Test(
    "what is committed after a restore that fails its check is in a safety backup as well",
    arguments: ["wal", "delete"],
    ["UPDATE Bill SET totalAmount = 7", "DELETE FROM Bill WHERE rowid = 3"])
  func putBack(mode: String, edit: String) async throws {
    let fixture = try fixture(mode)
    let engine = FaultEngine(fixture.engine)
    let operations = fixture.operations(engine: engine)
    let backup = try operations.create()
    try fixture.execute(edit)
    let before = try fixture.dump()
    let token = try operations.token(for: backup)
    engine.plan.onCall { [plan = engine.plan] call in
      guard call == "verification" else { return }
      plan.onCall { _ in }
      try fixture.execute("INSERT INTO numbered VALUES (5, 'after the restore')")
      throw EngineError(.corrupt, "It differs.")
    }
    let failure = await Self.restore(backup, token, operations).failure
    #expect(failure?.message.contains("the previous data was put back") == true)
    #expect(try fixture.dump() == before)
    let images = try await operations.listBackups(.init(type: .safety)).backups.map {
      try image(of: $0, fixture, operations)
    }
    #expect(try images.map { try NumberedWriters.numbers(in: $0) } == [[5], []])
  }

  @Test(
    "a restore that fails its check and is undone loses no committed row",
    arguments: ["wal", "delete"],
    ["UPDATE Bill SET totalAmount = 7", "DELETE FROM Bill WHERE rowid = 3"])
  func putBackBesideWriters(mode: String, edit: String) async throws {
    let fixture = try fixture(mode)
    let engine = FaultEngine(SQLiteDatabase(path: fixture.databasePath, busySeconds: 30))
    let operations = fixture.operations(engine: engine)
    let backup = try operations.create()
    try fixture.execute(edit)
    let token = try operations.token(for: backup)
    let writers = NumberedWriters(fixture.databasePath, count: 2)
    engine.plan.onCall { [plan = engine.plan] call in
      guard call == "verification" else { return }
      plan.onCall { _ in }
      writers.waitForMore(10)
      throw EngineError(.corrupt, "It differs.")
    }
    writers.waitForMore(10)
    let failure = await Self.restore(backup, token, operations).failure
    writers.waitForMore(10)
    let committed = try writers.finish()
    #expect(failure?.message.contains("the previous data was put back") == true)
    let safety = try await operations.listBackups(.init(type: .safety)).backups
    #expect(safety.count == 2 && safety.allSatisfy { $0.status == .completed })
    let kept = try safety.reduce(into: NumberedWriters.numbers(in: fixture.databasePath)) {
      $0.formUnion(try NumberedWriters.numbers(in: image(of: $1, fixture, operations)))
    }
    #expect(committed.subtracting(kept).sorted() == [])
  }

  @Test("an archive with an addition is rebuilt, verified, imported and restored as any other")
  func lifecycle() async throws {
    let fixture = try fixture("wal", .tiny)
    let engine = FaultEngine(fixture.engine)
    let backup = try fixture.operations().create()
    let token = try fixture.operations().token(for: backup)
    lateRows(fixture, engine)
    let outcome = try await Self.restore(backup, token, fixture.operations(engine: engine)).get()
    let safety = try #require(outcome.safetyBackup)
    let operations = fixture.operations()
    _ = try await operations.rebuildCatalog(by: .owner, control: OperationControl())
    let listed = try await #require(try operations.listBackups(.init(type: .safety)).backups.first)
    #expect(listed.id == safety.id && listed.checksum == safety.checksum)
    let report = try await operations.verifyBackup(
      .init(id: safety.id), by: .owner, control: OperationControl()
    ).report
    #expect(report.ok)
    let copy = fixture.folder["copy.tar.zst"]
    try FileContent.write(try FileContent.read(fixture.path(of: safety)), to: copy)
    let imported = try await operations.importBackup(
      .init(path: copy), by: .owner, control: OperationControl()
    ).backup
    #expect(imported.rowCount == safety.rowCount)
    try await operations.restore(imported)
    #expect(try NumberedWriters.numbers(in: fixture.databasePath) == [1])
  }

  @Test(
    "a restore gives up on an application that keeps its lock, and spends nothing",
    arguments: ["wal", "delete"])
  func busy(mode: String) async throws {
    let fixture = try fixture(mode, .tiny)
    let operations = fixture.operations()
    let backup = try operations.create()
    let token = try operations.token(for: backup)
    let queue = try Self.holder(of: fixture)
    let failure = await Self.restore(backup, token, operations).failure
    #expect(failure?.kind == .busy && failure?.data.operation == nil)
    #expect(failure?.message == "The application held its lock on the database for too long.")
    #expect(failure?.data.hint != nil)
    try queue.inDatabase { try $0.execute(sql: "COMMIT") }
    #expect(try await Self.restore(backup, token, operations).get().restore.status == .completed)
    try queue.close()
  }

  @Test(
    "a reset gives up on an application that keeps its lock, in the same words, and spends nothing",
    arguments: ["wal", "delete"])
  func busyReset(mode: String) async throws {
    let fixture = try ResetFixture(fixture(mode, .office))
    let operations = try fixture.operations()
    let token = try operations.resetToken(fixture.mailer)
    let before = try fixture.service.dump()
    let queue = try Self.holder(of: fixture.service)
    let failure = await RestoreFaultTests.result { try await operations.reset(token) }.failure
    #expect(failure?.kind == .busy && failure?.data.operation == nil)
    #expect(failure?.message == "The application held its lock on the database for too long.")
    #expect(failure?.data.hint == "Try again when its long transaction has ended.")
    try queue.inDatabase { try $0.execute(sql: "COMMIT") }
    #expect(try fixture.service.dump() == before)
    let result = try await operations.reset(token)
    #expect(result.reset.status == .completed)
    #expect(try #require(result.writersHeldMs) >= 0)
    try queue.close()
  }

  /// A connection of the application that lets nobody else write.
  private static func holder(of fixture: ServiceFixture) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: fixture.databasePath, configuration: configuration)
    try queue.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    return queue
  }
}
