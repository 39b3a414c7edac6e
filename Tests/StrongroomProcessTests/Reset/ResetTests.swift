import BuiltPrograms
import Foundation
import GRDB
import JSONCoding
import MailServers
import Testing

extension ProcessTests {
  @Suite(
    .enabled(
      if: MailServerTools.scriptedServerIsMissing == nil,
      Comment(rawValue: MailServerTools.scriptedServerIsMissing ?? "")))
  struct ResetTests {
    @Test("from the request to the reset and back again by the safety backup")
    func wholeWay() throws {
      let sandbox = try Sandbox()
      let mailbox = try Mailbox()
      let before = try DatabaseContent(path: sandbox.database)
      let session = try sandbox.serve(environment: mailbox.environment)
      let challenge = try session.reset("requestResetOtp")
      #expect(challenge["sentTo"] == "a•••@example.com")
      let code = try mailbox.code()
      let allowed = try session.reset(
        "verifyResetOtp",
        ["challengeId": challenge["challengeId"] ?? .null, "code": .string(code)])
      #expect(allowed["confirmationPhrase"] == "RESET shop")
      let outcome = try session.reset(
        "factoryReset",
        [
          "resetToken": allowed["resetToken"] ?? .null,
          "confirmation": allowed["confirmationPhrase"] ?? .null,
        ])
      let queue = try sandbox.connect()
      try queue.read { db throws in
        for table in ["Customer", "Bill", "ActivityLog", "Tick"] {
          #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") == 0)
        }
        #expect(
          try String.fetchAll(db, sql: "SELECT DISTINCT role FROM \"User\"") == ["SUPER_ADMIN"])
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \"_prisma_migrations\"") != 0)
        #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      }
      try queue.close()
      let preview = try session.reset(
        "previewRestore", ["id": outcome["safetyBackup"]?["id"] ?? .null])
      _ = try session.reset(
        "restoreBackup",
        [
          "id": outcome["safetyBackup"]?["id"] ?? .null,
          "confirmationToken": preview["confirmationToken"] ?? .null,
        ])
      #expect(try DatabaseContent(path: sandbox.database) == before)
      let events = session.notifications.compactMap { $0["method"]?.stringValue }
      #expect(
        events == [
          "backup/completed", "reset/completed", "system/restartRequired", "backup/completed",
          "restore/completed", "system/restartRequired",
        ])
      #expect(try mailbox.server.messages().count == 2)
      #expect(try session.end() == .exit(0))
      #expect(!session.child.errors.contains(code))
      let audit = try sandbox.run("audit", "verify", "--json")
      #expect(audit.end == .exit(0), "\(audit.output)\(audit.errors)")
    }

    @Test("the mail arrives as it was meant, over TLS and with a login")
    func delivered() throws {
      if let reason = MailServerTools.eximServerIsMissing {
        print("skipped: \(reason)")
        return
      }
      let sandbox = try Sandbox()
      let exim = try EximServer()
      try Data(exim.password).write(to: URL(filePath: sandbox.folder + "/password"))
      let environment = [
        "STRONGROOM_SMTP_URL": "smtp://localhost:\(exim.port)",
        "STRONGROOM_SMTP_FROM": "Gäs & Co <no-reply@example.com>",
        "STRONGROOM_SMTP_USERNAME": exim.username,
        "STRONGROOM_SMTP_PASSWORD_FILE": sandbox.folder + "/password",
        "STRONGROOM_SMTP_CAFILE": exim.caFile, "STRONGROOM_NAME": "گیس نیکسس",
      ]
      let session = try sandbox.serve(environment: environment)
      let challenge = try session.reset("requestResetOtp")
      let message = try #require(try exim.messages().first)
      let mail = try message.parsed()
      #expect(mail.defects == [])
      #expect(mail.from == [.init(name: "Gäs & Co", address: "no-reply@example.com")])
      #expect(mail.to == [.init(name: "", address: "ayesha@example.com")])
      #expect(mail.subject == "گیس نیکسس: code to delete all data")
      let text = try #require(mail.text)
      let html = try #require(mail.html)
      let code = try Mailbox.code(in: message)
      for part in [text, html] {
        #expect(part.contains(code))
        #expect(part.contains("user-1 (SUPER_ADMIN, “Ayesha Khan”)"))
        #expect(part.contains("Customer"))
      }
      _ = try session.reset(
        "verifyResetOtp",
        ["challengeId": challenge["challengeId"] ?? .null, "code": .string(code)])
      #expect(try session.end() == .exit(0))
    }

    @Test("a code is good in another process, after the first one has ended")
    func restart() throws {
      let sandbox = try Sandbox()
      let mailbox = try Mailbox()
      let first = try sandbox.serve(environment: mailbox.environment)
      let challenge = try first.reset("requestResetOtp")
      _ = try first.end()
      let second = try sandbox.serve(environment: mailbox.environment)
      let tooSoon = try second.call("requestResetOtp", auth: Mailbox.superAdmin)
      #expect(tooSoon.errorKind == "rateLimited")
      _ = try second.reset(
        "verifyResetOtp",
        [
          "challengeId": challenge["challengeId"] ?? .null, "code": .string(try mailbox.code()),
        ])
      _ = try second.end()
    }

    @Test("ten thousand guesses by eight processes are five tries in all")
    func guesses() throws {
      let sandbox = try Sandbox(isInMemory: true)
      let mailbox = try Mailbox()
      let challenge = try sandbox.serve(environment: mailbox.environment).reset("requestResetOtp")
      let code = try mailbox.code()
      let sessions = try (0..<8).map { _ in try sandbox.serve(environment: mailbox.environment) }
      var next = 0
      // A few at a time for each, so that all of them are always at it.
      var left: [Int: Int] = [:]
      for _ in 0..<125 {
        var requests: [(Session, JSONValue)] = []
        for session in sessions {
          for _ in 0..<10 {
            next += 1
            let guess = String(format: "%08d", next)
            guard guess != code else { continue }
            requests.append(
              (
                session,
                try session.request(
                  "verifyResetOtp",
                  ["challengeId": challenge["challengeId"] ?? .null, "code": .string(guess)],
                  auth: Mailbox.superAdmin)
              ))
          }
        }
        for (session, id) in requests {
          let reply = try session.reply(to: id)
          #expect(reply.errorKind == "otpInvalid", "\(reply.text)")
          left[reply["error"]?["data"]?["attemptsLeft"]?.intValue ?? -1, default: 0] += 1
        }
      }
      #expect((1...4).allSatisfy { left[$0] == 1 }, "\(left)")
      #expect(left[0].map { $0 >= 9_990 } == true, "\(left)")
      #expect(left.count == 5, "\(left)")
      for session in sessions { #expect(try session.end() == .exit(0)) }
    }

    @Test("on the command line asks for the code and for the phrase")
    func commandLine() throws {
      let sandbox = try Sandbox()
      let mailbox = try Mailbox()
      var environment = mailbox.environment
      environment["STRONGROOM_RESET_RECIPIENTS"] = #"["owner@example.com"]"#
      let before = try DatabaseContent(path: sandbox.database)
      let child = try ChildProcess(
        [Program.strongroom, "reset", "--json", "--database", sandbox.database],
        environment: environment, errorPath: sandbox.folder + "/reset-stderr")
      while !child.errors.contains("Code: ") { usleep(10_000) }
      let code = try mailbox.code()
      try child.write(Array("00000000\n\(code)\nRESET shop\n".utf8))
      let output = try child.readToEnd()
      #expect(try child.wait() == .exit(0), "\(child.errors)")
      #expect(child.errors.contains("o•••@example.com"))
      #expect(child.errors.contains("4 attempts left"))
      #expect(!child.errors.contains(code))
      let outcome = try JSONValue(parsing: output)
      let id = try #require(outcome["safetyBackup"]?["id"]?.stringValue)
      #expect(try DatabaseContent(path: sandbox.database) != before)
      let restore = try sandbox.run("restore", id, "--yes")
      #expect(restore.end == .exit(0), "\(restore.errors)")
      #expect(try DatabaseContent(path: sandbox.database) == before)
    }

    @Test("on the command line deletes nothing without the phrase")
    func noPhrase() throws {
      let sandbox = try Sandbox()
      let mailbox = try Mailbox()
      let before = try DatabaseContent(path: sandbox.database)
      var environment = mailbox.environment
      let nobody = try sandbox.run("reset", environment: environment)
      #expect(nobody.end == .exit(78), "\(nobody.errors)")
      environment["STRONGROOM_RESET_RECIPIENTS"] = #"["owner@example.com"]"#
      let run = try sandbox.run("reset", environment: environment)
      #expect(run.end == .exit(130), "\(run.errors)")
      #expect(run.errors.contains("Nothing was deleted."))
      #expect(try DatabaseContent(path: sandbox.database) == before)
    }

    @Test("the mail settings can be tried, and say what the server said")
    func mailTest() throws {
      let sandbox = try Sandbox()
      let mailbox = try Mailbox()
      let run = try sandbox.run(
        "mail", "test", "--to", "me@example.com", environment: mailbox.environment)
      #expect(run.end == .exit(0), "\(run.errors)")
      let subjects = try mailbox.server.messages().map { try $0.parsed().subject }
      #expect(subjects == ["shop: mail works"])
      var script = ServerScript([.recipient: .reply("550 5.1.1 nobody of that name")])
      script.hasUTF8 = true
      let strict = try ScriptedServer(script: script)
      var environment = mailbox.environment
      environment["STRONGROOM_SMTP_URL"] = "smtp://127.0.0.1:\(strict.port)"
      let refused = try sandbox.run(
        "mail", "test", "--to", "me@example.com", environment: environment)
      #expect(refused.end == .exit(69), "\(refused.errors)")
      #expect(refused.errors.contains("nobody of that name"), "\(refused.errors)")
      let nowhere = try sandbox.run("mail", "test", "--to", "me@example.com")
      #expect(nowhere.end == .exit(78), "\(nowhere.errors)")
    }
  }
}
