import Foundation
import Mail
import MailServers
import Testing

@Suite(.needsScriptedServer) struct LoginTests {
  private func script(_ change: (inout ServerScript) -> Void = { _ in }) -> ServerScript {
    var script = ServerScript()
    change(&script)
    return script
  }

  private func settings(
    _ server: ScriptedServer, username: String = "anna", password: String? = "secret"
  ) -> SMTPServer {
    server.settings(username: username, password: password.map { Array($0.utf8) })
  }

  @Test(
    "names and passwords of any bytes log in, however that is offered",
    arguments: [
      ("anna", Array("secret".utf8)), ("anna@example.com", Array("a:b;c@d/e%41 \\\"'\r\n\t".utf8)),
      ("Zoë;AUTH=x:y", Array("pässwörd 🦊".utf8)), ("a", [0xFF, 0xFE, 0x80, 0x01]), ("=", [0x3D]),
      ("anna", Array(repeating: 0x78, count: 300)),
    ] as [(String, [UInt8])], ["PLAIN", "LOGIN"])
  func login(login: (String, [UInt8]), mechanism: String) throws {
    let server = try ScriptedServer(
      script: script { ($0.username, $0.password, $0.mechanisms) = (login.0, login.1, [mechanism]) }
    )
    let settings = server.settings(username: login.0, password: login.1)
    #expect(try Sending.error(settings) == nil)
    #expect(try server.messages().first?.envelope?.login == Array(login.0.utf8))
    #expect(server.commands().contains("1 login \(mechanism)"))
  }

  @Test("a login that is not accepted is final")
  func wrongPassword() throws {
    let server = try ScriptedServer(script: script())
    let error = try #require(try Sending.error(settings(server, password: "wrong")))
    #expect(error.reason == .authentication)
    #expect(error.code == 535)
    #expect(error.serverReply == "535 5.7.8 Authentication credentials invalid")
    #expect(error.hint?.contains("STRONGROOM_SMTP_PASSWORD") == true)
    #expect(server.connectionCount() == 1)
    #expect(!server.commands().contains { $0.contains("MAIL") })
  }

  @Test("a login refused for now is tried once more")
  func transient() throws {
    let server = try ScriptedServer(
      script: script { $0.connections = [[.login: .reply("454 4.7.0 Not now")], [:]] })
    #expect(try Sending.error(settings(server)) == nil)
    #expect(server.connectionCount() == 2)
  }

  @Test("a connection lost in the login is lost")
  func dropped() throws {
    let server = try ScriptedServer(script: script { $0.connections = [[.login: .drop], [:]] })
    #expect(try Sending.error(settings(server))?.reason == .dropped)
    #expect(server.connectionCount() == 1)
  }

  @Test("a server that wants a login and gets none names the settings")
  func missingLogin() throws {
    let server = try ScriptedServer(
      script: script { $0.connections = [[.sender: .reply("530 5.7.0 Authentication required")]] })
    let error = try #require(try Sending.error(server.settings()))
    #expect(error.reason == .refused)
    #expect(error.hint?.contains("smtp.username") == true)
  }

  @Test(
    "a login that the server does not offer is not left out in silence", arguments: [true, false])
  func notOffered(isOldServer: Bool) throws {
    let server = try ScriptedServer(
      script: script {
        $0.mechanisms = []
        if isOldServer { $0.connections = [[.hello: .reply("502 EHLO?")]] }
      })
    let error = try #require(try Sending.error(settings(server)))
    #expect(error.reason == .authentication)
    #expect(error.hint?.contains("smtp.username") == true)
    #expect(try server.messages().isEmpty)
  }

  @Test("mechanisms that need more than a password are not tried")
  func otherMechanisms() throws {
    let reply = ServerScript.Action.reply("250-mail.test", "250 AUTH GSSAPI NTLM XOAUTH2")
    let server = try ScriptedServer(script: script { $0.connections = [[.hello: reply]] })
    let error = try #require(try Sending.error(settings(server, username: "anna@example.com")))
    #expect(error.reason == .authentication)
    #expect(error.message.contains("GSSAPI, NTLM, XOAUTH2"))
    #expect(!server.commands().contains { $0.contains("AUTH") })
  }

  @Test("a login that cannot be sent is not tried", arguments: [nil, "a\u{0}b"])
  func unusablePassword(password: String?) throws {
    let server = try ScriptedServer(script: script())
    let error = try #require(try Sending.error(settings(server, password: password)))
    #expect(error.reason == .authentication)
    #expect(error.hint?.contains("STRONGROOM_SMTP_PASSWORD") == true)
    #expect(server.connectionCount() == 0)
  }

  @Test(
    "a reply that echoes the login gives none of it away",
    arguments: ["PLAIN", "LOGIN"],
    [
      "{login}", "{password}", "{login64}", "{password64}", "{plain64}",
      "<{login}> with '{password}' is AUTH PLAIN {plain64}, {login64} {password64}!",
    ])
  func echo(mechanism: String, echo: String) throws {
    let username = "anna@example.com"
    let password = "Tr0ub4dor&3 horse"
    let server = try ScriptedServer(
      script: script {
        $0.mechanisms = [mechanism]
        $0.refusal = "535 5.7.8 No: \(echo) (mail.example.com)"
      })
    let error = try #require(
      try Sending.error(settings(server, username: username, password: password)))
    #expect(error.reason == .authentication)
    let shown = try #require(error.serverReply)
    #expect(shown.hasPrefix("535 5.7.8 No: "))
    #expect(shown.hasSuffix("(mail.example.com)"))
    for secret in [username, password, "anna", "Tr0ub4dor", "horse"] {
      #expect(!"\(error)".contains(secret))
    }
    let bytes = [username, password, "\0\(username)\0\(password)"].map { Data($0.utf8) }
    for secret in bytes.map({ $0.base64EncodedString() }) {
      for start in stride(from: 0, to: secret.count - 7, by: 1) {
        #expect(!shown.contains(secret.dropFirst(start).prefix(8)))
      }
    }
  }

  @Test(
    "a secret is hidden in other letters, in part, and among control characters",
    arguments: [
      "TR0UB4DOR&3 HORSE", "Tr0ub4dor&3 ho", "Tr0ub4\u{7}dor&3 horse", "xTr0ub4dor&3 horsex",
      "Tr0ub4dor\u{202E}&3 horse",
    ])
  func disguised(echo: String) throws {
    let server = try ScriptedServer(script: script { $0.refusal = "535 5.7.8 '\(echo)'" })
    let error = try #require(try Sending.error(settings(server, password: "Tr0ub4dor&3 horse")))
    let shown = try #require(error.serverReply?.lowercased())
    #expect(!shown.contains("tr0ub4"))
    #expect(!shown.contains("&3 ho"))
    #expect(shown.hasPrefix("535 5.7.8 '"))
  }

  @Test("a reply with parts of letters of the secret is shown without them")
  func partsOfLetters() throws {
    let server = try ScriptedServer(
      script: script {
        $0.refusal = "535 anna@example.com èééééé anna@example.com <anna@example.com>"
      })
    let settings = settings(server, username: "other", password: "ééééééééé")
    let shown = try #require(try Sending.error(settings)?.serverReply)
    #expect(!shown.contains("ééé"))
    #expect(shown.hasPrefix("535 a•••@example.com "))
    #expect(shown.hasSuffix(" a•••@example.com <a•••@example.com>"))
  }

  @Test("limits that are no numbers, or none at all, are taken for what comes close")
  func oddLimits() throws {
    let server = try ScriptedServer(script: script())
    for seconds in [Double.infinity, .nan, 1e300] {
      let settings = server.settings(connectSeconds: seconds, totalSeconds: seconds)
      #expect(try Sending.error(settings) == nil)
    }
    let none = server.settings(connectSeconds: -1, totalSeconds: 0)
    #expect(try Sending.error(none)?.reason == .timedOut)
  }

  @Test("a reply with a secret too short to be hidden in it is not shown")
  func shortSecret() throws {
    let server = try ScriptedServer(script: script { $0.refusal = "535 Not {password}" })
    let error = try #require(try Sending.error(settings(server, password: "pw")))
    #expect(error.serverReply == "•••")
  }

  @Test("a reply is shown in part where it is long, and without control characters")
  func longReply() throws {
    let server = try ScriptedServer(
      script: script {
        $0.refusal = "535 a\u{1B}[31mb\u{0}c\u{202E}d\u{85}" + String(repeating: "é", count: 600)
      })
    let shown = try #require(try Sending.error(settings(server, password: "wrong"))?.serverReply)
    #expect(shown.hasPrefix("535 a[31mbcdéé"))
    #expect(shown.hasSuffix("é…"))
    #expect((490...500).contains(shown.utf8.count))
  }

  @Test("no description of a server shows its login")
  func description() {
    let server = SMTPServer(
      url: "smtp://127.0.0.1", username: "anna-k", password: Array("secret".utf8))
    for text in ["\(server)", String(reflecting: server), "\(SMTPMailer(server))"] {
      #expect(!text.contains("anna-k") && !text.contains("115, 101"))
    }
    var dumped = ""
    dump(SMTPMailer(server), to: &dumped)
    #expect(!dumped.contains("anna-k") && !dumped.contains("115"))
  }
}
