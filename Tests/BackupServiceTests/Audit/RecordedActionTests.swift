import BackupProtocol
import Concurrency
import Glibc
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupCatalog
@testable import BackupService

@Suite("What the audit log has of an action")
struct RecordedActionTests {
  private let audit: AuditFixture
  private var operations: BackupOperations { audit.operations }

  init() throws { audit = try AuditFixture() }

  /// Action, outcome, role of the actor, targets and kind of error of the newest entry.
  private func last() throws -> [String] {
    guard let entry = try operations.listActivity(.init(limit: 1)).activity.first else { return [] }
    return [entry.action, entry.outcome.rawValue, entry.actor?.role ?? "-"]
      + entry.targets.map { "\($0.type) \($0.id)" } + [entry.error?.kind.rawValue].compactMap { $0 }
  }

  @Test("everything that changes or proves something is there, with who, what and how long")
  func story() async throws {
    let backup = try operations.create(.init(label: "secret plans"))
    let target = "backup \(backup.id)"
    #expect(try last() == ["createBackup", "succeeded", "SUPER_ADMIN", target])
    _ = try await operations.verifyBackup(
      .init(id: backup.id), by: .colleague, control: OperationControl())
    #expect(try last() == ["verifyBackup", "succeeded", "ADMIN", target])
    _ = try await operations.updateBackup(.init(id: backup.id, pinned: true), by: .owner)
    #expect(try last() == ["updateBackup", "succeeded", "SUPER_ADMIN", target])
    let path = try await operations.exportBackup(
      .init(id: backup.id, destination: "out.tar.zst"), by: .owner, control: OperationControl()
    ).path
    #expect(try last() == ["exportBackup", "succeeded", "SUPER_ADMIN", target])
    let imported = try await operations.importBackup(
      .init(path: path), by: .colleague, control: OperationControl()
    ).backup
    #expect(try last() == ["importBackup", "succeeded", "ADMIN", "backup \(imported.id)"])
    let token = try operations.token(for: backup)
    #expect(try last() == ["previewRestore", "succeeded", "SUPER_ADMIN", target])
    let outcome = try await operations.restoreBackup(
      .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    let safety = try #require(outcome.safetyBackup)
    #expect(
      try last() == [
        "restoreBackup", "succeeded", "SUPER_ADMIN", target, "restore \(outcome.restore.id)",
        "safetyBackup \(safety.id)",
      ])
    let undo = try await operations.rollbackRestore(
      .init(restoreId: outcome.restore.id, confirmationToken: operations.token(for: safety)),
      by: .owner, control: OperationControl())
    #expect(
      try last() == [
        "rollbackRestore", "succeeded", "SUPER_ADMIN", "rollbackOf \(outcome.restore.id)",
        "backup \(safety.id)", "restore \(undo.restore.id)",
        "safetyBackup \(undo.safetyBackup?.id ?? "")",
      ])
    _ = try await operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(try last() == ["rebuildCatalog", "succeeded", "SUPER_ADMIN"])
    _ = try await operations.deleteBackup(.init(id: backup.id, force: true), by: .owner)
    #expect(try last() == ["deleteBackup", "succeeded", "SUPER_ADMIN", target])
    let entries = try audit.entries()
    #expect(entries.count == 11)
    #expect(entries.allSatisfy { $0.database == "app" && $0.durationMs != nil && $0.error == nil })
    #expect(try audit.verify().ok)
    let stored = String(decoding: try FileContent.read(audit.path), as: UTF8.self)
    #expect(!stored.contains(token) && !stored.contains("secret plans"))
  }

  @Test("to read is not recorded")
  func reading() throws {
    let backup = try operations.create()
    _ = try operations.listBackups(.init())
    _ = try operations.getBackup(.init(id: backup.id))
    _ = try operations.listRestores(.init())
    _ = try operations.getStatus()
    _ = try audit.verify()
    #expect(try audit.entries().count == 1)
  }

  @Test("what fails is there with its reason, and the id that was asked for")
  func failures() async throws {
    let control = OperationControl()
    let calls: [(String, [String], () async throws -> Void)] = [
      ("createBackup", [], { try operations.create(.init(database: "other")) }),
      (
        "verifyBackup", ["backup x"],
        { _ = try operations.verifyBackup(.init(id: "x"), by: .owner, control: control) }
      ),
      (
        "updateBackup", ["backup x"],
        { _ = try operations.updateBackup(.init(id: "x"), by: .owner) }
      ),
      (
        "deleteBackup", ["backup x"],
        { _ = try operations.deleteBackup(.init(id: "x"), by: .owner) }
      ),
      (
        "exportBackup", ["backup x"],
        {
          _ = try operations.exportBackup(
            .init(id: "x", destination: "y"), by: .owner, control: control)
        }
      ),
      (
        "importBackup", [],
        { _ = try operations.importBackup(.init(path: "none"), by: .owner, control: control) }
      ),
      (
        "previewRestore", ["backup x"],
        { _ = try operations.previewRestore(.init(id: "x"), by: .owner, control: control) }
      ),
      (
        "restoreBackup", ["backup x"],
        {
          _ = try await operations.restoreBackup(
            .init(id: "x", confirmationToken: "t"), by: .owner, control: control)
        }
      ),
      (
        "rollbackRestore", ["rollbackOf x"],
        {
          _ = try await operations.rollbackRestore(
            .init(restoreId: "x", confirmationToken: "t"), by: .owner, control: control)
        }
      ),
    ]
    // A call that finds nothing makes no folder.
    mkdir(audit.fixture.backupFolder, 0o700)
    for (number, (action, targets, call)) in calls.enumerated() {
      await #expect(throws: ContractError.self, "\(action)") { try await call() }
      #expect(try last() == [action, "failed", "SUPER_ADMIN"] + targets + ["notFound"])
      #expect(try audit.entries().count == number + 1)
    }
  }

  @Test("a confirmation that does not count is a refusal")
  func confirmation() async throws {
    let backup = try operations.create()
    _ = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: "made up"), by: .colleague,
        control: OperationControl())
    }
    #expect(
      try last() == [
        "restoreBackup", "refused", "ADMIN", "backup \(backup.id)", "confirmationInvalid",
      ])
  }

  @Test("every kind of error has its outcome")
  func outcomes() {
    let refusals: Set<ErrorKind> = [
      .unauthenticated, .permissionDenied, .confirmationInvalid, .otpInvalid, .otpExpired,
      .rateLimited,
    ]
    for kind in ErrorKind.allCases {
      let expected: ActivityOutcome =
        refusals.contains(kind) ? .refused : kind == .cancelled ? .cancelled : .failed
      #expect(ActivityOutcome(of: kind) == expected, "\(kind)")
    }
  }

  @Test("what is cancelled is there as that, and what fails on the way, with its ids")
  func stopped() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    _ = serviceFailure {
      _ = try operations.createBackup(
        .init(), by: .owner, control: OperationControl(cancellation: cancellation))
    }
    let id = try #require(try operations.listBackups(.init()).backups.first?.id)
    #expect(
      try last() == ["createBackup", "cancelled", "SUPER_ADMIN", "backup \(id)", "cancelled"])
    let engine = FaultEngine(audit.fixture.engine)
    engine.plan.fail(1, isLasting: true)
    _ = serviceFailure { try audit.fixture.operations(engine: engine).create() }
    #expect(try last().suffix(1) == ["databaseUnavailable"])
  }

  @Test("asking again for the outcome of a call adds nothing, whatever it was")
  func idempotent() async throws {
    let params = CreateBackup.Params(idempotencyKey: "k")
    let backup = try operations.create(params)
    try operations.create(params)
    try audit.fixture.operations().create(params)
    let token = try operations.token(for: backup)
    let restore = RestoreBackup.Params(
      id: backup.id, confirmationToken: token, idempotencyKey: "r")
    for _ in 0..<3 {
      _ = try await operations.restoreBackup(restore, by: .owner, control: OperationControl())
    }
    let engine = FaultEngine(audit.fixture.engine)
    engine.plan.fail(1, isLasting: true)
    let failing = audit.fixture.operations(engine: engine)
    for _ in 0..<2 { _ = serviceFailure { try failing.create(.init(idempotencyKey: "f")) } }
    #expect(
      try audit.entries().map { "\($0.action) \($0.outcome.rawValue)" } == [
        "createBackup succeeded", "previewRestore succeeded", "restoreBackup succeeded",
        "createBackup failed",
      ])
  }

  @Test("what lost its process is there once, for whoever had asked for it")
  func interrupted() throws {
    let catalog = try operations.catalog()
    let backup = operations.newBackup(BackupPlan(type: .manual), by: .colleague)
    var imported = operations.newBackup(BackupPlan(type: .import), by: .owner)
    imported.importedFrom = "old.sql"
    let safety = operations.newBackup(BackupPlan(type: .safety), by: .owner)
    for entry in [backup, imported, safety] { try catalog.save(entry) }
    let time = operations.now()
    let restore = Restore(
      id: operations.newID(at: time), backupId: "b", fileName: "f", restoreDate: time,
      createdAt: time, status: .running, database: "app",
      restoredBy: Caller.colleague.summary, safetyBackupId: safety.id)
    var rollback = restore
    rollback.id = operations.newID(at: operations.now())
    rollback.rollbackOf = restore.id
    for entry in [restore, rollback] { try catalog.save(entry) }
    for operations in [audit.fixture.operations(), audit.fixture.operations()] {
      let entries = try operations.listActivity(.init(order: .oldest)).activity
      #expect(entries.allSatisfy { $0.outcome == .interrupted && $0.error != nil })
      #expect(
        entries.map { "\($0.action) \($0.actor?.id ?? "-")" }.sorted() == [
          "createBackup u2", "importBackup u1", "restoreBackup u2", "rollbackRestore u2",
        ])
      #expect(
        entries.last?.targets.map(\.type) == ["rollbackOf", "backup", "restore", "safetyBackup"])
    }
  }

  @Test("an action that waits is recorded when it ends")
  func waiting() async throws {
    let value = try await operations.recorded("waits", by: .owner) { note in
      note.add(.challenge("c"))
      note.add(.challenge("c"))
      await Task.yield()
      return 7
    }
    #expect(value == 7)
    #expect(try last() == ["waits", "succeeded", "SUPER_ADMIN", "challenge c"])
    await #expect(throws: ContractError.self) {
      try await operations.recorded("waits", by: .owner) { _ in
        await Task.yield()
        throw ContractError(.rateLimited, "Too often.")
      }
    }
    #expect(try last() == ["waits", "refused", "SUPER_ADMIN", "rateLimited"])
  }
}
