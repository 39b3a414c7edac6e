import BackupProtocol
import Concurrency
import Databases
import TestSupport
import Testing

@testable import BackupService

@Suite("A restore that fails")
struct RestoreFaultTests {
  @Test("whichever call to the database fails, the data are those from before")
  func engine() async throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create()
    try fixture.execute("UPDATE bill SET amount = 0")
    let before = try fixture.dump()
    for position in 1... {
      let engine = FaultEngine(fixture.engine)
      let operations = fixture.operations(engine: engine)
      let token = try fixture.operations().token(for: backup)
      engine.plan.fail(position)
      let outcome = await Self.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      }
      let calls = engine.plan.calls
      let attempt = "call \(position) of \(calls)"
      guard engine.plan.hasFailed else {
        #expect(try outcome.get().restore.status == .completed)
        #expect(position > 6, "hardly any call was tried")
        return
      }
      guard case .failure(let failure) = outcome else {
        Issue.record("it does not fail: \(attempt)")
        continue
      }
      #expect(failure.kind == .databaseUnavailable, "\(attempt)")
      #expect(try fixture.dump() == before, "the database has changed: \(attempt)")
      let entry = try await fixture.operations().listRestores(.init()).restores.first
      #expect(entry?.status == (position == 1 ? nil : .failed), "\(attempt)")
      if calls.contains("verification") {
        #expect(failure.message.contains("the previous data was put back"), "\(attempt)")
        #expect(entry?.validation?.ok == false)
      }
      #expect(!fixture.archives.contains { $0.hasPrefix("scratch") }, "\(attempt)")
    }
  }

  @Test(
    "whichever call to the store fails, the database is untouched",
    arguments: FaultPlan.Moment.allCases)
  func store(moment: FaultPlan.Moment) async throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create()
    try fixture.execute("UPDATE bill SET amount = 0")
    let before = try fixture.dump()
    for position in 1... {
      let store = FaultStore(fixture.store)
      let operations = fixture.operations(store: store)
      let token = try operations.token(for: backup)
      store.plan.fail(position, moment)
      let outcome = await Self.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      }
      let attempt = "call \(position) of \(store.plan.calls), \(moment)"
      guard store.plan.hasFailed else {
        #expect(try outcome.get().restore.status == .completed)
        #expect(position > 5, "hardly any call was tried")
        return
      }
      guard case .failure(let failure) = outcome else {
        Issue.record("it does not fail: \(attempt)")
        continue
      }
      #expect(failure.kind == .storageUnavailable, "\(attempt)")
      #expect(try fixture.dump() == before, "the database has changed: \(attempt)")
      store.plan.disarm()
      #expect(try await operations.listRestores(.init(status: .running)).total == 0)
      #expect(try await operations.listBackups(.init(status: .running)).total == 0)
      #expect(!fixture.archives.contains { $0.hasPrefix(".") || $0.hasPrefix("scratch") })
    }
  }

  @Test("where even the putting back fails, the error names the safety backup")
  func putBackFails() async throws {
    let fixture = try ServiceFixture()
    let engine = FaultEngine(fixture.engine)
    let operations = fixture.operations(engine: engine)
    let backup = try operations.create()
    let token = try operations.token(for: backup)
    // The observer arms the plan for the calls behind it, so that this one is failed by hand.
    engine.plan.onCall { [plan = engine.plan] call in
      guard call == "verification" else { return }
      plan.fail(1, isLasting: true)
      throw EngineError(.corrupt, "The database differs from the backup.")
    }
    let failure = await Self.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }.failure
    let safetyBackup = try await #require(
      try operations.listBackups(.init(type: .safety)).backups.first)
    #expect(failure?.data.id == safetyBackup.id)
    #expect(failure?.data.hint?.contains("safety backup") == true)
    #expect(failure?.message.contains("the previous data could not be put back") == true)
  }

  @Test("an event and the history tell the reason")
  func told() async throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create()
    let engine = FaultEngine(fixture.engine)
    let operations = fixture.operations(engine: engine)
    let token = try operations.token(for: backup)
    _ = fixture.takeEvents()
    engine.plan.onCall { call in
      if call == "adapt" { throw EngineError(.locked, "Somebody holds it.") }
    }
    let failure = await Self.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }.failure
    #expect(failure?.data.reason == "locked")
    let entry = try await #require(try operations.listRestores(.init()).restores.first)
    #expect(entry.status == .failed && entry.error?.message == "Somebody holds it.")
    #expect(entry.safetyBackupId == nil && entry.durationMs != nil)
    guard case .restoreFailed(let event) = fixture.takeEvents().last else {
      Issue.record("no event")
      return
    }
    #expect(event == entry)
  }

  @Test("a cancellation before the swap leaves the database untouched; behind it, it is late")
  func cancelled() async throws {
    for (call, isLate) in [("adapt", false), ("replace", false), ("verification", true)] {
      let fixture = try ServiceFixture()
      let backup = try fixture.operations().create()
      let then = try fixture.dump()
      try fixture.execute("UPDATE bill SET amount = 0")
      let now = try fixture.dump()
      let engine = FaultEngine(fixture.engine)
      let operations = fixture.operations(engine: engine)
      let token = try operations.token(for: backup)
      let control = OperationControl()
      engine.plan.onCall { if $0 == call { control.cancellation.cancel() } }
      let outcome = await Self.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: control)
      }
      if isLate {
        #expect(try outcome.get().restore.status == .completed)
      } else {
        #expect(outcome.failure?.kind == .cancelled, "\(call)")
        let entry = try await operations.listRestores(.init()).restores.first
        #expect(entry?.status == .cancelled && entry?.error?.kind == .cancelled, "\(call)")
        #expect(
          fixture.takeEvents().contains {
            if case .restoreCancelled(let told) = $0 { told == entry } else { false }
          }, "\(call)")
      }
      #expect(try fixture.dump() == (isLate ? then : now), "\(call)")
    }
  }

  static func result<Value>(
    _ body: () async throws -> Value
  ) async -> Result<Value, ContractError> {
    do { return .success(try await body()) } catch { return .failure(ContractError(error)) }
  }
}

extension Result {
  var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
