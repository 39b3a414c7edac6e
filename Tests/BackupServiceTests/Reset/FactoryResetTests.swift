import BackupProtocol
import Concurrency
import Mail
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine
@testable import StateFolder

@Suite("A factory reset")
struct FactoryResetTests {
  @Test(
    "deletes all but what is to stay, and its safety backup brings everything back",
    arguments: ["wal", "delete"])
  func thereAndBack(journalMode: String) async throws {
    let fixture = try ResetFixture(ServiceFixture(.office, journalMode: journalMode))
    let operations = try fixture.operations()
    let before = try fixture.service.dump()
    let result = try await operations.reset(try operations.resetToken(fixture.mailer))
    let path = fixture.service.databasePath
    func strings(_ sql: String) throws -> [String] { try SampleDatabase.strings(sql, at: path) }
    #expect(try strings(#"SELECT id FROM "User""#) == ["u1"])
    #expect(try strings(#"SELECT "adminId" FROM "User" WHERE "adminId" IS NOT NULL"#) == [])
    #expect(try strings(#"SELECT name FROM "Customer""#) == [])
    #expect(try strings("SELECT what FROM log") == [], "a trigger has fired")
    #expect(try strings("SELECT name FROM search WHERE search MATCH 'dawn'") == [])
    #expect(try strings(#"SELECT key FROM "SystemSettings""#) == ["currency", "name"])
    #expect(try strings(#"SELECT id FROM "_prisma_migrations""#) == ["m1"])
    #expect(try strings("SELECT name FROM sqlite_sequence WHERE seq > 0") == [])
    #expect(try strings("PRAGMA integrity_check") == ["ok"])
    #expect(try strings("SELECT \"table\" FROM pragma_foreign_key_check") == [])

    #expect(result.restartRequired)
    #expect(result.reset.status == .completed)
    #expect(result.reset.deletedRows == 10)
    #expect(result.deleted.first { $0.table == "Customer" }?.rows == 3)
    #expect(result.safetyBackup.pinned)
    #expect(result.safetyBackup.verifiedAt != nil)
    #expect(result.safetyBackup.type == .safety)
    try await operations.restore(result.safetyBackup)
    #expect(try fixture.service.dump() == before)
  }

  @Test("is told by events, and by mail to those who are to know")
  func told() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations {
      $0.reset.recipients = ["owner@example.com", "deputy@example.com"].compactMap {
        MailAddress($0)
      }
    }
    let token = try operations.resetToken(fixture.mailer)
    _ = fixture.service.takeEvents()
    let result = try await operations.reset(token)
    let events = fixture.service.takeEvents().compactMap { event -> String? in
      switch event {
      case .backupCompleted(let backup): backup.id == result.safetyBackup.id ? "backup" : nil
      case .resetCompleted(let reset): reset == result.reset ? "reset" : nil
      case .restartRequired(.reset, _): "restart"
      default: nil
      }
    }
    #expect(events == ["backup", "reset", "restart"])
    #expect(
      fixture.mailer.messages.suffix(2).map { $0.to.map(\.address) } == [
        ["owner@example.com"], ["deputy@example.com"],
      ])
    let message = try #require(fixture.mailer.messages.last)
    #expect(message.text.contains(result.safetyBackup.id))
    #expect(message.text.contains("u1 (SUPER_ADMIN, “Ayesha”)"))
  }

  @Test("runs the host's command afterwards, and warns where that fails")
  func hook() async throws {
    let fixture = try ResetFixture()
    let path = fixture.service.folder["restarted"]
    var operations = try fixture.operations {
      $0.reset.hook = RestartHook(arguments: ["touch", path])
    }
    _ = try await operations.reset(try operations.resetToken(fixture.mailer))
    #expect(TemporaryFolder.names(in: fixture.service.folder.path).contains("restarted"))
    fixture.wait()
    operations = try fixture.operations { $0.reset.hook = RestartHook(arguments: ["false"]) }
    let token = try operations.resetToken(fixture.mailer)
    _ = fixture.service.takeEvents()
    _ = try await operations.reset(token)
    let warnings = fixture.service.takeEvents().compactMap { event in
      if case .warning(let warning) = event { warning.kind } else { nil }
    }
    #expect(warnings.contains("restartHook"))
  }

  @Test("is done also where nobody can be told by mail, and says so")
  func mailFails() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let token = try operations.resetToken(fixture.mailer)
    fixture.mailer.fail(
      MailError(
        reason: .unreachable, message: "The mail server cannot be reached.", hint: nil,
        serverReply: nil, code: nil))
    let result = try await operations.reset(token)
    #expect(result.reset.status == .completed)
    #expect(result.reset.warnings.count == 1)
    #expect(result.reset.warnings.first?.contains("cannot be reached") == true)
  }

  @Test("takes the phrase alone, and the third wrong one spends the token")
  func phrase() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let before = try fixture.service.dump()
    var token = try operations.resetToken(fixture.mailer)
    for (phrase, left) in [("reset app", 2), ("RESET  app", 1)] {
      let failure = await resetFailure(operations, token, confirmation: phrase)
      #expect(failure?.kind == .confirmationInvalid)
      #expect(failure?.data.reason == "phrase")
      #expect(failure?.data.attemptsLeft == left)
    }
    _ = try await operations.reset(token, confirmation: " RESET app\n")
    fixture.wait()
    token = try operations.resetToken(fixture.mailer)
    for left in [2, 1, 0] {
      let failure = await resetFailure(operations, token, confirmation: "")
      #expect(failure?.data.attemptsLeft == left)
    }
    let failure = await resetFailure(operations, token)
    #expect(failure?.kind == .confirmationInvalid)
    #expect(failure?.data.reason == "tooManyAttempts")
    #expect(before.count > (try fixture.service.dump().count))
  }

  @Test("takes a token once, from the person it was given to, for five minutes")
  func token() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let before = try fixture.service.dump()
    var token = try operations.resetToken(fixture.mailer)
    #expect(await resetFailure(operations, token, by: .otherSuperAdmin)?.data.reason == "unknown")
    #expect(await resetFailure(operations, "nonsense")?.data.reason == "unknown")
    fixture.service.clock.advance(milliseconds: 300_000)
    #expect(await resetFailure(operations, token)?.data.reason == "expired")
    #expect(try fixture.service.dump() == before)
    token = try operations.resetToken(fixture.mailer)
    _ = try await operations.reset(token)
    let again = await resetFailure(operations, token)
    #expect(again?.kind == .confirmationInvalid)
    #expect(again?.data.reason == "used")
  }

  @Test("does not take a token of before a restore, a migration or another reset")
  func changed() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let backup = try operations.create()
    var token = try operations.resetToken(fixture.mailer)
    try await operations.restore(backup)
    #expect(await resetFailure(operations, token)?.data.reason == "databaseChanged")
    fixture.wait()
    token = try operations.resetToken(fixture.mailer)
    try fixture.service.execute("CREATE TABLE migrated (id INTEGER)")
    #expect(await resetFailure(operations, token)?.data.reason == "databaseChanged")
    fixture.wait()
    token = try operations.resetToken(fixture.mailer)
    fixture.wait()
    let other = try operations.resetToken(fixture.mailer, by: .otherSuperAdmin)
    _ = try await operations.reset(other, by: .otherSuperAdmin)
    #expect(await resetFailure(operations, token)?.data.reason == "databaseChanged")
    // What was confirmed for a restore was confirmed for another database, too.
    let second = try operations.create()
    let confirmation = try operations.token(for: second)
    fixture.service.clock.advance(milliseconds: 300_000)
    _ = try await operations.reset(try operations.resetToken(fixture.mailer))
    let restore = await failure {
      _ = try await operations.restoreBackup(
        .init(id: second.id, confirmationToken: confirmation), by: .owner,
        control: OperationControl())
    }
    #expect(restore?.data.reason == "databaseChanged")
  }

  @Test("may take longer than its token is good for")
  func longReset() async throws {
    let fixture = try ResetFixture()
    let engine = FaultEngine(fixture.service.engine)
    let operations = try fixture.operations(engine: engine)
    let token = try operations.resetToken(fixture.mailer)
    engine.plan.onCall { [clock = fixture.service.clock] call in
      if call == "withSnapshot" { clock.advance(milliseconds: 600_000) }
    }
    #expect(try await operations.reset(token).reset.status == .completed)
  }

  @Test("keeps its way back pinned when the catalog is made anew, and old tokens dead")
  func rebuilt() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let id = try await operations.reset(try operations.resetToken(fixture.mailer)).safetyBackup.id
    fixture.wait()
    let token = try operations.resetToken(fixture.mailer)
    let backup = try operations.create()
    try await operations.restore(backup)
    _ = try await operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(try await operations.getBackup(.init(id: id)).backup.pinned)
    #expect(try await !operations.getBackup(.init(id: backup.id)).backup.pinned)
    #expect(await resetFailure(operations, token)?.data.reason == "databaseChanged")
  }

  @Test("takes no token that somebody wrote into the ledger without its key")
  func forged() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    _ = try operations.resetToken(fixture.mailer)
    try SampleDatabase.execute(
      "UPDATE resetToken SET code = '\(SecretToken.hash("forged"))', usedAt = NULL",
      at: fixture.service.backupFolder + "/ledger.sqlite")
    #expect(await resetFailure(operations, "forged")?.data.reason == "unknown")
  }

  @Test("has one token at a time for a person")
  func oneToken() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let first = try operations.resetToken(fixture.mailer)
    fixture.wait()
    let second = try operations.resetToken(fixture.mailer)
    #expect(await resetFailure(operations, first)?.data.reason == "used")
    _ = try await operations.reset(second)
  }

  @Test("asks again, just before, whether the person still may")
  func recheck() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let before = try fixture.service.dump()
    let token = try operations.resetToken(fixture.mailer)
    let dismissed = Caller(Caller.superAdmin.summary, email: "ayesha@example.com") {
      () throws(ContractError) in
      throw ContractError(.permissionDenied, "No longer.")
    }
    #expect(
      await resetFailure(operations, token, by: dismissed)?.kind == .permissionDenied)
    #expect(try fixture.service.dump() == before)
    #expect(try await operations.listBackups(.init()).total == 0)
    // The database's own view counts, where it is asked.
    let asking = try fixture.operations {
      $0.reset.recipientQuery = "SELECT email FROM User WHERE id = ? AND status = 'ACTIVE'"
    }
    try fixture.service.execute(#"UPDATE "User" SET status = 'BLOCKED' WHERE id = 'u1'"#)
    let blocked = try fixture.service.dump()
    #expect(await resetFailure(asking, token)?.kind == .permissionDenied)
    #expect(try fixture.service.dump() == blocked)
  }

  @Test("waits for no other operation, and says which one holds the database")
  func busy() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let token = try operations.resetToken(fixture.mailer)
    let failure = try operations.holdingLock(for: .createBackup, by: .owner) { _ in
      try BlockingExecutor.working.wait { await resetFailure(operations, token) }
    }
    #expect(failure?.kind == .busy)
    _ = try await operations.reset(token)
  }

  @Test("has in its safety backup whatever an application wrote until the data went")
  func writers() async throws {
    let fixture = try ResetFixture()
    let engine = FaultEngine(fixture.service.engine)
    let operations = try fixture.operations(engine: engine)
    let token = try operations.resetToken(fixture.mailer)
    let refused = Mutex(0)
    let before = Mutex<[String]>([])
    engine.plan.onCall { call in
      switch call {
      case "erase":
        // The image of the safety backup is made by now.
        try fixture.service.execute(#"INSERT INTO "Customer" (name) VALUES ('late')"#)
        try before.withLock { $0 = try fixture.service.dump() }
      case "held.changes":
        // From here on nobody can write what it would miss.
        do {
          try fixture.service.execute(#"INSERT INTO "Customer" (name) VALUES ('too late')"#)
        } catch {
          refused.withLock { $0 += 1 }
        }
      default: break
      }
    }
    let result = try await operations.reset(token)
    #expect(refused.withLock { $0 } == 1)
    #expect(result.safetyBackup.verifiedAt != nil)
    engine.plan.onCall { _ in }
    try await operations.restore(result.safetyBackup)
    #expect(try fixture.service.dump() == before.withLock { $0 })
  }

  @Test("is in the audit log from its first code to its end, without the code")
  func audited() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    let code = try #require(fixture.mailer.code)
    _ = serviceFailure { _ = try operations.verify(challenge.challengeId, fixture.wrongCode) }
    let token = try operations.verify(challenge.challengeId, code).resetToken
    _ = await resetFailure(operations, token, confirmation: "no")
    _ = try await operations.reset(token)
    let entries = try await operations.listActivity(.init(order: .oldest)).activity
    #expect(
      entries.map { "\($0.action) \($0.outcome.rawValue)" } == [
        "requestResetOtp succeeded", "verifyResetOtp refused", "verifyResetOtp succeeded",
        "factoryReset refused", "factoryReset started", "factoryReset succeeded",
      ])
    #expect(entries.allSatisfy { $0.actor?.id == "u1" })
    #expect(!entries.contains { "\($0)".contains(code) || "\($0)".contains(token) })
  }

  @Test("leaves a safety backup that only who may reset can unpin or delete")
  func protectedBackup() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let result = try await operations.reset(try operations.resetToken(fixture.mailer))
    let id = result.safetyBackup.id
    #expect(result.safetyBackup.pinned)
    // Another one is newer, so that nothing else protects it.
    try operations.create()
    let attempts: [(Caller) throws -> Void] = [
      { _ = try operations.updateBackup(.init(id: id, pinned: false), by: $0) },
      { _ = try operations.deleteBackup(.init(id: id), by: $0) },
      { _ = try operations.deleteBackup(.init(id: id, force: true), by: $0) },
    ]
    for attempt in attempts {
      let denied = serviceFailure { try attempt(.colleague) }
      #expect(denied?.kind == .permissionDenied && denied?.data.permission == "reset")
    }
    #expect(serviceFailure { try attempts[1](.owner) }?.data.reason == "pinned")
    #expect(try await operations.getBackup(.init(id: id)).backup.pinned)
    try attempts[0](.owner)
    // Without the pin it is still theirs alone.
    #expect(serviceFailure { try attempts[1](.colleague) }?.kind == .permissionDenied)
    try attempts[1](.owner)
    #expect(try await operations.listBackups(.init()).backups.allSatisfy { $0.id != id })
  }

  @Test("does not begin where the audit log cannot take its first entry")
  func unaudited() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let before = try fixture.service.dump()
    let token = try operations.resetToken(fixture.mailer)
    try SampleDatabase.execute(
      """
      CREATE TRIGGER full BEFORE INSERT ON activity
        WHEN NEW.document LIKE '%"outcome":"started"%'
        BEGIN SELECT RAISE(ABORT, 'no room'); END
      """, at: fixture.service.backupFolder + "/ledger.sqlite")
    #expect(await resetFailure(operations, token)?.kind == .storageUnavailable)
    #expect(try fixture.service.dump() == before)
  }
}

/// What a client would be told; nil where there is no failure.
func failure(_ body: () async throws -> Void) async -> ContractError? {
  do { try await body() } catch { return ContractError(error) }
  return nil
}

func resetFailure(
  _ operations: BackupOperations, _ token: String, confirmation: String = "RESET app",
  by caller: Caller = .superAdmin
) async -> ContractError? {
  await failure { _ = try await operations.reset(token, confirmation: confirmation, by: caller) }
}
