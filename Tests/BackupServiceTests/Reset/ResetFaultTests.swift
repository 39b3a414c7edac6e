import BackupProtocol
import Concurrency
import Databases
import TestSupport
import Testing

@testable import BackupService
@testable import Confirmations

@Suite("A factory reset that fails")
struct ResetFaultTests {
  @Test(
    "by a call to the database leaves all of the data, or is done",
    arguments: FaultPlan.Moment.allCases)
  func engine(moment: FaultPlan.Moment) async throws {
    var outcomes: Set<String> = []
    for position in 1... {
      let fixture = try ResetFixture()
      let engine = FaultEngine(fixture.service.engine)
      let operations = try fixture.operations(engine: engine)
      let before = try fixture.service.dump()
      let token = try operations.resetToken(fixture.mailer)
      let callsBefore = engine.plan.calls.count
      engine.plan.fail(position, moment)
      let failure = await resetFailure(operations, token)
      engine.plan.disarm()
      let attempt = "call \(position) of \(engine.plan.calls.dropFirst(callsBefore)), \(moment)"
      let isWhole = try fixture.service.dump() == before
      let isDone = try SampleDatabase.strings(
        #"SELECT id FROM "Customer" UNION ALL SELECT name FROM search"#,
        at: fixture.service.databasePath
      ).isEmpty
      #expect(isWhole != isDone, "neither all nor done: \(attempt)")
      #expect((failure == nil) == isDone, "\(failure?.message ?? "no failure"): \(attempt)")
      #expect(!fixture.service.archives.contains { $0.hasPrefix("scratch") }, "\(attempt)")
      let safetyBackups = try await operations.listBackups(.init(status: .completed, type: .safety))
      if isDone {
        #expect(safetyBackups.backups.map(\.pinned) == [true], "\(attempt)")
        try await operations.restore(try #require(safetyBackups.backups.first))
        #expect(try fixture.service.dump() == before, "\(attempt)")
      } else {
        #expect(safetyBackups.backups.allSatisfy { !$0.pinned }, "\(attempt)")
      }
      outcomes.insert(isDone ? "done" : "whole")
      if !engine.plan.hasFailed {
        #expect(position > 5, "hardly any call was tried")
        #expect(outcomes == ["done", "whole"])
        return
      }
    }
  }

  @Test(
    "by a call to the store leaves all of the data", arguments: FaultPlan.Moment.allCases)
  func store(moment: FaultPlan.Moment) async throws {
    for position in 1... {
      let fixture = try ResetFixture()
      let store = FaultStore(fixture.service.store)
      let operations = try fixture.operations { $0.store = store }
      let before = try fixture.service.dump()
      let token = try operations.resetToken(fixture.mailer)
      store.plan.fail(position, moment)
      let failure = await resetFailure(operations, token)
      let attempt = "call \(position) of \(store.plan.calls), \(moment)"
      guard store.plan.hasFailed else {
        #expect(failure == nil)
        #expect(position > 4, "hardly any call was tried")
        return
      }
      #expect(failure?.kind == .storageUnavailable, "\(attempt)")
      #expect(try fixture.service.dump() == before, "\(attempt)")
    }
  }

  @Test("at any of its writes to the ledger leaves all of the data, or is done")
  func ledger() async throws {
    for position in 0... {
      let fixture = try ResetFixture()
      let operations = try fixture.operations()
      let before = try fixture.service.dump()
      let token = try operations.resetToken(fixture.mailer)
      let path = fixture.service.backupFolder + "/ledger.sqlite"
      // Every further change of these tables counts one down, and from then on they all fail.
      try SampleDatabase.execute(
        """
        CREATE TABLE fuse (left INTEGER); INSERT INTO fuse VALUES (\(position));
        """
          + ["INSERT ON reset", "UPDATE ON resetToken", "INSERT ON activity"].enumerated().map {
            """
            CREATE TRIGGER fuse\($0) BEFORE \($1) BEGIN
              UPDATE fuse SET left = left - 1;
              SELECT RAISE(ABORT, 'burnt') FROM fuse WHERE left < 0;
            END;
            """
          }.joined(), at: path)
      let failure = await resetFailure(operations, token)
      let isBurnt =
        try SampleDatabase.strings("SELECT left FROM fuse", at: path) == ["0"]
      try SampleDatabase.execute(
        "DROP TRIGGER fuse0; DROP TRIGGER fuse1; DROP TRIGGER fuse2; DROP TABLE fuse", at: path)
      let isWhole = try fixture.service.dump() == before
      #expect((failure != nil) == isWhole, "write \(position): \(failure?.message ?? "done")")
      // Whoever looks next finds it settled.
      _ = try await fixture.operations().listBackups(.init())
      #expect(try operations.ledger().resets.running().isEmpty, "write \(position)")
      if failure == nil && !isBurnt {
        #expect(position > 5, "hardly any write was tried")
        return
      }
    }
  }

  @Test("by a damaged database is refused before anything is deleted")
  func damaged() async throws {
    let fixture = try ResetFixture()
    let engine = FaultEngine(fixture.service.engine)
    let operations = try fixture.operations(engine: engine)
    let before = try fixture.service.dump()
    let token = try operations.resetToken(fixture.mailer)
    engine.plan.onCall { call in
      if call == "check" { throw EngineError(.corrupt, "The database is damaged.") }
    }
    #expect(await resetFailure(operations, token)?.kind == .databaseUnavailable)
    #expect(try fixture.service.dump() == before)
  }

  @Test("by being cancelled leaves all of the data")
  func cancelled() async throws {
    let fixture = try ResetFixture()
    let engine = FaultEngine(fixture.service.engine)
    let operations = try fixture.operations(engine: engine)
    let before = try fixture.service.dump()
    let token = try operations.resetToken(fixture.mailer)
    let cancellation = Cancellation()
    engine.plan.onCall { if $0 == "check" { cancellation.cancel() } }
    let cancelled = await failure {
      _ = try await operations.factoryReset(
        .init(resetToken: token, confirmation: "RESET app"), by: .superAdmin,
        control: OperationControl(cancellation: cancellation))
    }
    #expect(cancelled?.kind == .cancelled)
    #expect(try fixture.service.dump() == before)
    engine.plan.onCall { _ in }
    _ = try await operations.reset(token)
  }
}
