import BackupProtocol
import Databases
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService

@Suite("An idempotency key")
struct IdempotencyTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  @Test("the same backup asked for twice is made once")
  func backupTwice() throws {
    let params = CreateBackup.Params(label: "nightly", idempotencyKey: "k1")
    let first = try operations.create(params)
    #expect(try operations.create(params) == first)
    #expect(try fixture.operations().create(params) == first)
    #expect(try operations.listBackups(.init()).total == 1)
  }

  @Test("another key, and no key, make another backup")
  func otherKeys() throws {
    for key in ["a", "b", nil, nil] { try operations.create(.init(idempotencyKey: key)) }
    #expect(try operations.listBackups(.init()).total == 4)
  }

  @Test("the key with other parameters is refused")
  func otherParameters() throws {
    try operations.create(.init(label: "one", idempotencyKey: "k"))
    for params in [
      CreateBackup.Params(label: "two", idempotencyKey: "k"),
      .init(label: "one", verify: false, idempotencyKey: "k"),
    ] {
      let failure = #expect(throws: ContractError.self) { try operations.create(params) }
      #expect(failure?.kind == .invalidParams)
      #expect(failure?.data.path == "params.idempotencyKey")
    }
    #expect(try operations.listBackups(.init()).total == 1)
  }

  @Test(
    "a key that is empty, endless or has control characters is refused",
    arguments: ["", "k\u{0}a", "x\ny", String(repeating: "k", count: 201)])
  func oddKey(key: String) throws {
    let failure = #expect(throws: ContractError.self) {
      try operations.create(.init(idempotencyKey: key))
    }
    #expect(failure?.kind == .invalidParams)
    #expect(failure?.data.path == "params.idempotencyKey")
  }

  @Test("an id that only begins like one is not found")
  func oddID() throws {
    let backup = try operations.create()
    let failure = #expect(throws: ContractError.self) {
      try operations.getBackup(.init(id: backup.id + "\u{0}x"))
    }
    #expect(failure?.kind == .notFound)
  }

  @Test("keys of one person mean nothing to another")
  func scoped() throws {
    let mine = try operations.create(.init(label: "mine", idempotencyKey: "k"))
    let theirs = try operations.createBackup(
      .init(label: "theirs", idempotencyKey: "k"), by: .colleague, control: OperationControl()
    ).backup
    #expect(mine.id != theirs.id)
  }

  @Test("a failed backup fails again in the same way, without being tried")
  func failed() throws {
    let engine = FaultEngine(fixture.engine)
    let failing = fixture.operations(engine: engine)
    engine.plan.fail(1)
    let params = CreateBackup.Params(idempotencyKey: "k")
    let first = #expect(throws: ContractError.self) { try failing.create(params) }
    let again = #expect(throws: ContractError.self) { try operations.create(params) }
    #expect(first?.kind == .databaseUnavailable && again?.kind == .databaseUnavailable)
    #expect(again?.message == first?.message && again?.data.id != nil)
    #expect(try operations.listBackups(.init()).total == 1)
  }

  @Test("a backup that is still running is told as busy, and is not made twice")
  func running() throws {
    let engine = FaultEngine(fixture.engine)
    let params = CreateBackup.Params(idempotencyKey: "k")
    engine.plan.onCall { [operations] call in
      guard call == "withSnapshot" else { return }
      let failure = #expect(throws: ContractError.self) { try operations.create(params) }
      #expect(failure?.kind == .busy && failure?.data.operation == "createBackup")
      #expect(failure?.data.id != nil && failure?.data.since != nil)
    }
    try fixture.operations(engine: engine).create(params)
    #expect(try operations.listBackups(.init()).total == 1)
  }

  @Test("a backup whose process has ended is tried again, by a process that ran before it")
  func interrupted() throws {
    let params = CreateBackup.Params(idempotencyKey: "k")
    let catalog = try operations.catalog()
    let entry = operations.newBackup(BackupPlan(type: .manual), by: .owner)
    _ = try catalog.begin(
      entry, method: CreateBackup.name, key: "k", caller: .owner, parameters: params)
    let made = try operations.create(params)
    #expect(made.status == .completed && made.id != entry.id)
    #expect(try operations.getBackup(.init(id: entry.id)).backup.status == .interrupted)
    #expect(try operations.create(params).id == made.id)
  }

  @Test("the same restore asked for twice is done once")
  func restoreTwice() async throws {
    let backup = try operations.create()
    let params = RestoreBackup.Params(
      id: backup.id, confirmationToken: try operations.token(for: backup), idempotencyKey: "k")
    let first = try await operations.restoreBackup(
      params, by: .owner, control: OperationControl())
    try fixture.execute("UPDATE bill SET amount = 0")
    let dump = try fixture.dump()
    _ = fixture.takeEvents()
    let again = try await operations.restoreBackup(
      params, by: .owner, control: OperationControl())
    #expect(again.restore == first.restore && again.safetyBackup == first.safetyBackup)
    #expect(try fixture.dump() == dump)
    #expect(fixture.takeEvents().isEmpty)
    var other = params
    other.allowSchemaChange = true
    let failure = await RestoreFaultTests.result { [other] in
      try await operations.restoreBackup(other, by: .owner, control: OperationControl())
    }.failure
    #expect(failure?.kind == .invalidParams)
    let stranger = await RestoreFaultTests.result {
      try await operations.restoreBackup(params, by: .colleague, control: OperationControl())
    }.failure
    #expect(stranger?.kind == .confirmationInvalid)
  }

  @Test("a failed restore fails again in the same way, without being tried")
  func failedRestore() async throws {
    let backup = try operations.create()
    let engine = FaultEngine(fixture.engine)
    engine.plan.onCall { call in
      if call == "replace" { throw EngineError(.inputOutput, "The disk fails.") }
    }
    let params = RestoreBackup.Params(
      id: backup.id, confirmationToken: try operations.token(for: backup), idempotencyKey: "k")
    for operations in [fixture.operations(engine: engine), operations] {
      let failure = await RestoreFaultTests.result {
        try await operations.restoreBackup(params, by: .owner, control: OperationControl())
      }.failure
      #expect(failure?.kind == .databaseUnavailable && failure?.message == "The disk fails.")
    }
    #expect(try await operations.listRestores(.init()).total == 1)
  }

  @Test("a restore whose process has ended is told as such, by a process that ran before it")
  func interruptedRestore() async throws {
    let backup = try operations.create()
    let params = RestoreBackup.Params(
      id: backup.id, confirmationToken: "gone with the process", idempotencyKey: "k")
    let time = operations.now()
    let entry = Restore(
      id: operations.newID(at: time), backupId: backup.id, fileName: backup.fileName,
      restoreDate: time, createdAt: time, status: .running, database: "app")
    _ = try operations.catalog().begin(
      entry, method: RestoreBackup.name, key: "k", caller: .owner, parameters: params)
    let failure = await RestoreFaultTests.result {
      try await operations.restoreBackup(params, by: .owner, control: OperationControl())
    }.failure
    #expect(failure?.kind == .internalError && failure?.data.id == entry.id)
    #expect(try await operations.listRestores(.init(status: .interrupted)).total == 1)
  }
}
