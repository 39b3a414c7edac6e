import BackupProtocol
import TestSupport
import Testing

@testable import BackupService

@Suite("The confirmation of a restore")
struct ConfirmationTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations
  private let backup: Backup

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
    backup = try operations.create()
  }

  private func attempt(
    _ token: String, of other: Backup? = nil, by caller: Caller = .owner
  ) async -> Result<RestoreOutcome, ContractError> {
    await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: (other ?? backup).id, confirmationToken: token, allowSchemaChange: true),
        by: caller, control: OperationControl())
    }
  }

  private func expectRefused(
    _ outcome: Result<RestoreOutcome, ContractError>, _ reason: String
  ) throws {
    #expect(outcome.failure?.kind == .confirmationInvalid)
    #expect(outcome.failure?.data.reason == reason)
    #expect(outcome.failure?.data.hint != nil)
    #expect(try operations.listBackups(.init(type: .safety)).total <= 1)
  }

  @Test("one that was never given is refused", arguments: ["", "0", "\0", "ä"])
  func wrong(token: String) async throws {
    try expectRefused(await attempt(token), "unknown")
    #expect(try await operations.listRestores(.init()).total == 0)
  }

  @Test("it is good once")
  func used() async throws {
    let token = try operations.token(for: backup)
    #expect(try await attempt(token).get().restore.status == .completed)
    try expectRefused(await attempt(token), "used")
  }

  @Test("it is good for ten minutes", arguments: [(599_000, true), (600_001, false)])
  func expired(milliseconds: Int64, isGood: Bool) async throws {
    let preview = try await operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl())
    let left =
      preview.expiresAt.millisecondsSince1970 - fixture.clock.now.millisecondsSince1970
    #expect((599_990...600_000).contains(left))
    fixture.clock.advance(milliseconds: milliseconds)
    let outcome = await attempt(preview.confirmationToken)
    if isGood {
      #expect(try outcome.get().restore.status == .completed)
    } else {
      try expectRefused(outcome, "expired")
    }
  }

  @Test("it is good for the person who asked, and says nothing to another")
  func otherActor() async throws {
    let token = try operations.token(for: backup)
    try expectRefused(await attempt(token, by: .colleague), "unknown")
    try expectRefused(await attempt(token, by: Caller(nil)), "unknown")
    #expect(try await attempt(token).get().restore.status == .completed)
  }

  @Test("a person cannot pass for the service itself")
  func serviceIdentity() async throws {
    let token = try operations.token(for: backup, by: Caller(nil))
    let impostor = Caller(ActorSummary(id: "service", role: "ADMIN"))
    try expectRefused(await attempt(token, by: impostor), "unknown")
  }

  @Test("it is good for the backup that was previewed")
  func otherBackup() async throws {
    let other = try operations.create()
    let token = try operations.token(for: backup)
    try expectRefused(await attempt(token, of: other), "otherBackup")
  }

  @Test("a restore in between spoils it")
  func restoredMeanwhile() async throws {
    let token = try operations.token(for: backup)
    let other = try operations.token(for: backup, by: .colleague)
    #expect(try await attempt(other, by: .colleague).get().restore.status == .completed)
    try expectRefused(await attempt(token), "databaseChanged")
  }

  @Test("a migration in between spoils it")
  func migratedMeanwhile() async throws {
    let token = try operations.token(for: backup)
    try fixture.execute("CREATE INDEX bill_amount ON bill (amount)")
    let dump = try fixture.dump()
    try expectRefused(await attempt(token), "databaseChanged")
    #expect(try fixture.dump() == dump)
  }

  @Test("rows may change meanwhile, as the application is running")
  func rowsMeanwhile() async throws {
    let token = try operations.token(for: backup)
    try fixture.execute("INSERT INTO bill (customerId, amount) VALUES (1, 5); VACUUM")
    #expect(try await attempt(token).get().restore.status == .completed)
  }

  @Test("another process knows it too, and nobody finds it in the folder")
  func sharedAndSecret() async throws {
    let token = try operations.token(for: backup)
    #expect(token.count == 64)
    let catalog = try FileContent.read(fixture.backupFolder + "/catalog.sqlite")
    #expect(!String(decoding: catalog, as: UTF8.self).contains(token))
    let outcome = try await fixture.operations().restoreBackup(
      .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    #expect(outcome.restore.status == .completed)
  }
}
