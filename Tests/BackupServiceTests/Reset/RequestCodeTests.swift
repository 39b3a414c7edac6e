import BackupProtocol
import Concurrency
import Databases
import Foundation
import Mail
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteImages

@Suite("Requesting a code")
struct RequestCodeTests {
  @Test("mails it to the person, and tells nobody else")
  func mailed() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    let message = try #require(fixture.mailer.messages.first)
    let code = try #require(fixture.mailer.code)
    #expect(code.utf8.count == 8)
    #expect(message.to.map(\.address) == ["ayesha@example.com"])
    #expect(message.from.address == "shop@example.com")
    #expect(challenge.sentTo == "a•••@example.com")
    #expect(challenge.resendAfter == 60)
    #expect(challenge.attemptsLeft == 5)
    #expect(!"\(challenge)".contains(code))
    for name in TemporaryFolder.names(in: fixture.service.backupFolder) {
      let path = fixture.service.backupFolder + "/" + name
      guard let content = FileManager.default.contents(atPath: path) else { continue }
      #expect(content.range(of: Data(code.utf8)) == nil, "the code is in \(name)")
    }
  }

  @Test("says in the mail what would go, and what would stay")
  func preview() throws {
    let fixture = try ResetFixture()
    _ = try fixture.operations().request()
    let message = try #require(fixture.mailer.messages.first)
    for text in [message.text, message.html] {
      #expect(text.contains("Customer"))
      #expect(text.contains("_prisma_migrations"))
      #expect(text.contains("u1 (SUPER_ADMIN, “Ayesha”)"))
      #expect(text.contains("If it was not you") || text.contains("IF IT WAS NOT YOU"))
    }
  }

  @Test("is possible once a minute and five times an hour")
  func rates() throws {
    let fixture = try ResetFixture()
    _ = try fixture.operations().request()
    let tooSoon = serviceFailure { _ = try fixture.operations().request() }
    #expect(tooSoon?.kind == .rateLimited)
    #expect(tooSoon?.data.reason == "tooSoon")
    #expect((1...60).contains(tooSoon?.data.retryAfter ?? 0))
    for _ in 2...5 {
      fixture.wait()
      _ = try fixture.operations().request()
    }
    fixture.wait()
    let tooMany = serviceFailure { _ = try fixture.operations().request() }
    #expect(tooMany?.data.reason == "tooManyCodes")
    let seconds = try #require(tooMany?.data.retryAfter)
    #expect((3000...3600).contains(seconds))
    fixture.service.clock.advance(milliseconds: Int64(seconds) * 1000)
    _ = try fixture.operations().request()
    #expect(fixture.mailer.messages.count == 6)
  }

  @Test("is limited for all people together, too")
  func databaseRate() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    func caller(_ index: Int) -> Caller {
      Caller(ActorSummary(id: "p\(index)", role: "SUPER_ADMIN"), email: "p\(index)@example.com")
    }
    for index in 0..<20 { _ = try operations.request(by: caller(index)) }
    let failure = serviceFailure { _ = try operations.request(by: caller(20)) }
    #expect(failure?.kind == .rateLimited)
    #expect(failure?.data.reason == "tooManyCodes")
  }

  @Test("is not limited for good by a clock that was wrong")
  func clock() throws {
    let fixture = try ResetFixture()
    fixture.service.clock.advance(milliseconds: 86_400_000)
    _ = try fixture.operations().request()
    fixture.service.clock.advance(milliseconds: -86_400_000)
    _ = try fixture.operations().request()
  }

  @Test("leaves no challenge where the mail cannot be handed over")
  func mailFails() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    fixture.mailer.fail(
      MailError(
        reason: .refused, message: "The mail server refused the message.", hint: nil,
        serverReply: "550 no such user", code: 550))
    let failure = serviceFailure { _ = try operations.request() }
    #expect(failure?.kind == .mailUnavailable)
    #expect(failure?.data.serverReply == "550 no such user")
    fixture.mailer.fail(nil)
    // Neither the minute nor the hour counts what was never sent.
    _ = try operations.request()
  }

  @Test("leaves the code before in force where the mail of a new one fails")
  func earlierCode() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    let challenge = try operations.request()
    fixture.wait()
    fixture.mailer.fail(
      MailError(
        reason: .unreachable, message: "The mail server cannot be reached.", hint: nil,
        serverReply: nil, code: nil))
    #expect(serviceFailure { _ = try operations.request() }?.kind == .mailUnavailable)
    _ = try operations.verify(challenge.challengeId, fixture.mailer.code)
  }

  @Test("sends to the configured list, and to nobody else")
  func list() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations {
      $0.reset.recipients = ["owner@example.com", "Deputy <deputy@example.org>"].compactMap {
        MailAddress($0)
      }
    }
    let challenge = try operations.request()
    #expect(
      fixture.mailer.messages.map { $0.to.map(\.address) } == [
        ["owner@example.com"], ["deputy@example.org"],
      ])
    #expect(challenge.sentTo == "o•••@example.com, d•••@example.org")
  }

  @Test("hides the code where a mail server quotes it")
  func quoted() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    fixture.mailer.fail(nil)
    fixture.mailer.refuse(["ayesha@example.com"], quoting: true)
    let failure = serviceFailure { _ = try operations.request() }
    #expect(failure?.data.serverReply == "550 spam: •••")
  }

  @Test("is limited for one person before it is for all, where mails fail")
  func failing() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    fixture.mailer.refuse(["ayesha@example.com"])
    for _ in 1...10 {
      #expect(serviceFailure { _ = try operations.request() }?.kind == .mailUnavailable)
    }
    #expect(serviceFailure { _ = try operations.request() }?.kind == .rateLimited)
    _ = try operations.request(by: .otherSuperAdmin)
  }

  @Test("reaches those it can, and says whom it cannot")
  func someRefused() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations {
      $0.reset.recipients = ["gone@example.com", "owner@example.com"].compactMap { MailAddress($0) }
    }
    fixture.mailer.refuse(["gone@example.com"])
    let challenge = try operations.request()
    #expect(challenge.sentTo == "o•••@example.com")
    let warnings = fixture.service.takeEvents().compactMap { event in
      if case .warning(let warning) = event { warning.message } else { nil }
    }
    #expect(warnings.contains { $0.hasPrefix("The mail to g•••@example.com failed") })
    let token = try operations.verify(challenge.challengeId, fixture.mailer.code).resetToken
    let result = try await operations.reset(token)
    #expect(result.reset.warnings.count == 1)
    #expect(fixture.mailer.messages.last?.subject == "app: all data was deleted")
  }

  @Test("is refused where the query does not ask for one person")
  func looseQuery() throws {
    let fixture = try ResetFixture()
    for query in ["SELECT email FROM User", "SELECT email FROM Users WHERE id = ?", "SELEC"] {
      let failure = serviceFailure {
        _ = try fixture.operations { $0.reset.recipientQuery = query }.request()
      }
      #expect(failure?.kind == .notConfigured, "\(query)")
      #expect(failure?.data.setting == "reset.recipientQuery", "\(query)")
    }
    #expect(fixture.mailer.messages.isEmpty)
  }

  @Test("tells which rows that stay are changed")
  func cleared() throws {
    let fixture = try ResetFixture()
    _ = try fixture.operations().request()
    let text = try #require(fixture.mailer.messages.first?.text)
    #expect(text.contains("1 row of User is kept and loses its adminId"))
  }

  @Test("asks the database for the address, where a query is configured")
  func query() throws {
    let fixture = try ResetFixture()
    try fixture.service.execute(#"UPDATE "User" SET email = 'owner@example.net' WHERE id = 'u1'"#)
    let operations = try fixture.operations {
      $0.reset.recipientQuery =
        "SELECT email FROM User WHERE id = ? AND role = 'SUPER_ADMIN' AND status = 'ACTIVE'"
    }
    #expect(try operations.request(by: .superAdmin).sentTo == "o•••@example.net")
    let stranger = Caller(ActorSummary(id: "u2", role: "SUPER_ADMIN"), email: "u2@example.com")
    let failure = serviceFailure { _ = try operations.request(by: stranger) }
    #expect(failure?.kind == .permissionDenied)
    #expect(fixture.mailer.messages.count == 1)
  }

  @Test("is told to the list, without the code, where a query finds the person")
  func listAndQuery() async throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations {
      $0.reset.recipientQuery = "SELECT email FROM User WHERE id = ?"
      $0.reset.recipients = ["ayesha@example.com", "owner@example.com"].compactMap {
        MailAddress($0)
      }
    }
    let challenge = try operations.request()
    let code = try #require(fixture.mailer.code)
    let messages = fixture.mailer.messages
    #expect(
      messages.map { $0.to.map(\.address) } == [["ayesha@example.com"], ["owner@example.com"]])
    #expect(messages[0].text.contains(code))
    #expect(!messages[1].text.contains(code) && !messages[1].html.contains(code))
    let token = try operations.verify(challenge.challengeId, code).resetToken
    _ = try await operations.reset(token)
    #expect(
      fixture.mailer.messages.suffix(2).map { $0.to.map(\.address) } == [
        ["ayesha@example.com"], ["owner@example.com"],
      ])
  }

  @Test("says which setting is missing")
  func notConfigured() throws {
    let fixture = try ResetFixture()
    let withoutMail = serviceFailure {
      _ = try fixture.operations { $0.mail = nil }.request()
    }
    #expect(withoutMail?.data.setting == "smtp.url")
    let withoutAddress = serviceFailure {
      _ = try fixture.operations().request(
        by: Caller(ActorSummary(id: "u1", role: "SUPER_ADMIN")))
    }
    #expect(withoutAddress?.data.setting == "reset.recipients")
    let odd = serviceFailure {
      _ = try fixture.operations().request(
        by: Caller(
          ActorSummary(id: "u1", role: "SUPER_ADMIN"), email: "a@example.com\r\nBcc: b@example.com")
      )
    }
    #expect(odd?.kind == .invalidParams)
    #expect(fixture.mailer.messages.isEmpty)
  }

  @Test("tells what cannot be deleted before anything is sent")
  func impossible() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations { $0.reset.rules.keepTables = ["NoSuchTable"] }
    let failure = serviceFailure { _ = try operations.request() }
    #expect(failure?.kind == .notConfigured)
    #expect(failure?.data.setting == "reset.keepTables")
    #expect(fixture.mailer.messages.isEmpty)
  }

  @Test("never shows more of an address than its first letter and where it is")
  func masked() throws {
    let fixture = try ResetFixture()
    let caller = Caller(ActorSummary(id: "u1", role: "SUPER_ADMIN"), email: "x@example.com")
    #expect(try fixture.operations().request(by: caller).sentTo == "x•••@example.com")
  }
}
