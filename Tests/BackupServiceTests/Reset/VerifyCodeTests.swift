import BackupProtocol
import Concurrency
import Synchronization
import TestSupport
import Testing

@testable import BackupService

@Suite("Entering a code")
struct VerifyCodeTests {
  @Test("buys a token, the phrase, and a look at what would go")
  func right() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    let result = try operations.verify(challenge.challengeId, fixture.mailer.code)
    #expect(result.resetToken.utf8.count == 64)
    #expect(result.confirmationPhrase == "RESET app")
    let users = try #require(result.preview.first { $0.table == "User" })
    #expect((users.rows, users.kept, users.deleted) == (3, 1, 2))
    let settings = try #require(result.preview.first { $0.table == "SystemSettings" })
    #expect((settings.rows, settings.kept, settings.deleted) == (2, 2, 0))
    let minutes =
      result.expiresAt.millisecondsSince1970 - fixture.service.clock.now.millisecondsSince1970
    #expect((295_000...300_000).contains(minutes))
  }

  @Test("may be done with spaces among the digits")
  func spaces() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    let code = try #require(fixture.mailer.code)
    _ = try operations.verify(challenge.challengeId, " \(code.prefix(4)) \(code.dropFirst(4)) ")
  }

  @Test("goes wrong five times, and then not even the right one counts")
  func fiveTimes() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    for left in [4, 3, 2, 1, 0] {
      let failure = serviceFailure {
        _ = try operations.verify(challenge.challengeId, fixture.wrongCode)
      }
      #expect(failure?.kind == .otpInvalid)
      #expect(failure?.data.attemptsLeft == left)
    }
    // A process that starts anew finds no more tries either.
    for operations in [operations, try fixture.operations()] {
      let failure = serviceFailure {
        _ = try operations.verify(challenge.challengeId, fixture.mailer.code)
      }
      #expect(failure?.kind == .otpInvalid)
      #expect(failure?.data.attemptsLeft == 0)
    }
    fixture.wait()
    let request = serviceFailure { _ = try operations.request() }
    #expect(request?.kind == .rateLimited)
    #expect(request?.data.reason == "tooManyWrongCodes")
    fixture.service.clock.advance(milliseconds: 3_600_000)
    #expect(try operations.request().attemptsLeft == 5)
  }

  @Test("goes wrong as often in all, however many codes are requested")
  func countGoesOn() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let first = try operations.request()
    for _ in 1...3 {
      _ = serviceFailure { _ = try operations.verify(first.challengeId, fixture.wrongCode) }
    }
    fixture.wait()
    let second = try operations.request()
    #expect(second.attemptsLeft == 2)
    let failure = serviceFailure {
      _ = try operations.verify(second.challengeId, fixture.wrongCode)
    }
    #expect(failure?.data.attemptsLeft == 1)
    _ = try operations.verify(second.challengeId, fixture.mailer.code)
    fixture.wait()
    #expect(try operations.request().attemptsLeft == 5, "a right code clears the count")
  }

  @Test("is told alike for a wrong code, a foreign, a used, an expired and an unknown challenge")
  func alike() throws {
    func failure(_ prepare: (ResetFixture, BackupOperations, String) throws -> (String, Caller))
      throws -> ContractError?
    {
      let fixture = try ResetFixture()
      let operations = try fixture.operations()
      let challenge = try operations.request()
      let (id, caller) = try prepare(fixture, operations, challenge.challengeId)
      return serviceFailure { _ = try operations.verify(id, fixture.wrongCode, by: caller) }
    }
    let wrong = try failure { _, _, id in (id, .superAdmin) }
    #expect(wrong?.kind == .otpInvalid)
    #expect(try failure { _, _, _ in ("01hzzzzzzzzzzzzzzzzzzzzzzz", .superAdmin) } == wrong)
    #expect(try failure { _, _, _ in ("' OR 1=1 --", .superAdmin) } == wrong)
    #expect(try failure { _, _, id in (id, .otherSuperAdmin) } == wrong)
    #expect(
      try failure { fixture, operations, id in
        _ = try operations.verify(id, fixture.mailer.code)
        return (id, .superAdmin)
      } == wrong)
    #expect(
      try failure { fixture, _, id in
        fixture.service.clock.advance(milliseconds: 11 * 60_000)
        return (id, .superAdmin)
      } == wrong)
    // Another person's challenge does not even open to its right code.
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    #expect(
      serviceFailure {
        _ = try operations.verify(
          challenge.challengeId, fixture.mailer.code, by: .otherSuperAdmin)
      } == wrong)
  }

  @Test("tells the owner of a right code why it counts no more, and does not count that as wrong")
  func expired() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    let code = fixture.mailer.code
    fixture.service.clock.advance(milliseconds: 10 * 60_000)
    let expired = serviceFailure { _ = try operations.verify(challenge.challengeId, code) }
    #expect(expired?.kind == .otpExpired)
    #expect(expired?.data.reason == "expired")
    let second = try operations.request()
    #expect(second.attemptsLeft == 5)
    let secondCode = fixture.mailer.code
    fixture.wait()
    let third = try operations.request()
    let replaced = serviceFailure { _ = try operations.verify(second.challengeId, secondCode) }
    #expect(replaced?.kind == .otpExpired)
    #expect(replaced?.data.reason == "replaced")
    _ = try operations.verify(third.challengeId, fixture.mailer.code)
    let used = serviceFailure { _ = try operations.verify(third.challengeId, fixture.mailer.code) }
    #expect(used?.kind == .otpExpired)
    #expect(used?.data.reason == "used")
  }

  @Test("takes a code for as long as is configured")
  func lifetime() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations {
      $0.reset.codeMinutes = 60
      $0.reset.codeDigits = 10
    }
    let challenge = try operations.request()
    #expect(fixture.mailer.code?.utf8.count == 10)
    fixture.service.clock.advance(milliseconds: 59 * 60_000)
    _ = try operations.verify(challenge.challengeId, fixture.mailer.code)
  }

  @Test("fails where the database changed since the code was requested")
  func changed() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    try fixture.service.execute("CREATE TABLE migrated (id INTEGER)")
    let migrated = serviceFailure {
      _ = try operations.verify(challenge.challengeId, fixture.mailer.code)
    }
    #expect(migrated?.data.reason == "databaseChanged")
    fixture.wait()
    let second = try operations.request()
    let backup = try operations.create()
    try await operations.restore(backup)
    let restored = serviceFailure {
      _ = try operations.verify(second.challengeId, fixture.mailer.code)
    }
    #expect(restored?.kind == .otpExpired)
    #expect(restored?.data.reason == "databaseChanged")
  }

  @Test("is not possible again with a used code after a restore or a new catalog")
  func notRevived() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let backup = try operations.create()
    let challenge = try operations.request()
    let code = fixture.mailer.code
    _ = try operations.verify(challenge.challengeId, code)
    try await operations.restore(backup)
    _ = try await operations.rebuildCatalog(by: .owner, control: OperationControl())
    let failure = serviceFailure {
      _ = try fixture.operations().verify(challenge.challengeId, code)
    }
    #expect(failure?.kind == .otpExpired)
    #expect(failure?.data.reason == "used")
  }

  @Test("gives no further tries when the clock is moved to and fro")
  func movedClock() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations {
      $0.reset.codeMinutes = 60
    }
    let challenge = try operations.request()
    let code = fixture.mailer.code
    func tryWrong() {
      _ = serviceFailure { _ = try operations.verify(challenge.challengeId, fixture.wrongCode) }
    }
    for _ in 1...4 { tryWrong() }
    fixture.service.clock.advance(milliseconds: 62 * 60_000)
    tryWrong()
    fixture.service.clock.advance(milliseconds: -62 * 60_000)
    let failure = serviceFailure { _ = try operations.verify(challenge.challengeId, code) }
    #expect(failure?.kind == .otpInvalid)
  }

  @Test("is locked for an hour at most, whatever the clock was when it went wrong")
  func futureLock() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let clock = fixture.service.clock
    let years: Int64 = 10 * 365 * 86_400_000
    clock.advance(milliseconds: years)
    let challenge = try operations.request()
    for _ in 1...5 {
      _ = serviceFailure { _ = try operations.verify(challenge.challengeId, fixture.wrongCode) }
    }
    clock.advance(milliseconds: -years)
    #expect(serviceFailure { _ = try operations.request() }?.data.reason == "tooManyWrongCodes")
    clock.advance(milliseconds: 3_600_000)
    _ = try operations.request()
  }

  @Test("goes by which code was asked for last, not by which mail was quicker")
  func slowMail() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let other = try fixture.operations()
    let isFirst = Mutex(true)
    let second = Mutex<RequestResetOtp.Result?>(nil)
    fixture.mailer.onSend { [clock = fixture.service.clock] in
      guard
        isFirst.withLock({ first in
          defer { first = false }
          return first
        })
      else { return }
      clock.advance(milliseconds: 61_000)
      let result = try? other.request()
      second.withLock { $0 = result }
    }
    let first = try operations.request()
    let codes = fixture.mailer.messages.compactMap { RecordingMailer.code(in: $0) }
    #expect(codes.count == 2)
    let late = serviceFailure { _ = try operations.verify(first.challengeId, codes[1]) }
    #expect(late?.data.reason == "replaced")
    let newest = try #require(second.withLock { $0 })
    _ = try operations.verify(newest.challengeId, codes[0])
  }

  @Test("at the same time by many gives no more than five tries in all")
  func atTheSameTime() async throws {
    let fixture = try ResetFixture()
    let challenge = try fixture.operations().request()
    let wrong = fixture.wrongCode
    let looked = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        // Each with its own connection, as processes have.
        let operations = try fixture.operations()
        group.addTask {
          (0..<25).filter { _ in
            let failure = serviceFailure {
              _ = try operations.verify(challenge.challengeId, wrong)
            }
            return failure?.message == "The code is wrong." || failure == nil
          }.count
        }
      }
      return try await group.reduce(0, +)
    }
    // The fifth says that no more are accepted, as all behind it do.
    #expect(looked == 4)
  }
}
