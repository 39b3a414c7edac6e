import Mail
import MailServers
import Testing

@Suite(.needsExim) struct EximTests {
  @Test(
    "Exim takes a message after each kind of login, in both kinds of TLS",
    arguments: ["PLAIN", "LOGIN", "CRAM-MD5"], ["smtp", "smtps"])
  func login(mechanism: String, scheme: String) throws {
    let server = try EximServer(mechanisms: [mechanism])
    #expect(
      try Sending.error(settings(server, scheme: scheme)) == nil, Comment(rawValue: server.log))
    let parsed = try #require(try server.messages().first).parsed()
    #expect(Self.lines(parsed.text) == "The code is 12345678.\n")
    #expect(server.log.contains("A=\(Self.driver[mechanism] ?? ""):strongroom"))
  }

  @Test("Exim delivers what was sent")
  func delivered() throws {
    let server = try EximServer(mechanisms: [])
    var sent: [String?: ParsedMail] = [:]
    for sample in MessageSample.all {
      let message = try sample.message()
      let error = try Sending.error(settings(server, isAnonymous: true), message)
      #expect(error == nil, Comment(rawValue: server.log))
      let parsed = try ParsedMail(message.rendered())
      sent[parsed.id] = parsed
    }
    let messages = try server.messages(atLeast: sent.count)
    #expect(messages.count == sent.count)
    for delivered in messages {
      let parsed = try delivered.parsed()
      let sent = try #require(sent[parsed.id])
      #expect(parsed.subject == sent.subject)
      #expect(parsed.from == sent.from)
      #expect(parsed.to == sent.to)
      #expect(Self.lines(parsed.text) == Self.lines(sent.text))
      #expect(Self.lines(parsed.html) == Self.lines(sent.html))
      #expect(parsed.date == sent.date)
      #expect(parsed.partTypes == sent.partTypes)
    }
  }

  @Test("Exim refuses who has not logged in, and a wrong password")
  func refused() throws {
    let server = try EximServer()
    let anonymous = try #require(try Sending.error(settings(server, isAnonymous: true)))
    #expect(anonymous.reason == .refused)
    #expect(anonymous.serverReply == "550 authentication required")
    let wrong = SMTPServer(
      url: "smtp://localhost:\(server.port)", username: server.username,
      password: Array("wrong".utf8), caFile: server.caFile)
    let error = try #require(try Sending.error(wrong))
    #expect(error.reason == .authentication)
    #expect(error.code == 535)
  }

  @Test(
    "a certificate of Exim's that is not to be trusted gets nothing", arguments: ["smtp", "smtps"])
  func badCertificate(scheme: String) throws {
    let server = try EximServer(certificate: .selfSigned)
    #expect(try Sending.error(settings(server, scheme: scheme))?.reason == .certificate)
    try server.waitForSession()
    #expect(!server.log.contains("<="))
  }

  private static let driver = ["PLAIN": "plain", "LOGIN": "login", "CRAM-MD5": "cram"]

  private static func lines(_ text: String?) -> String? {
    text.map { String($0.unicodeScalars.filter { $0 != "\r" }.map(Character.init)) }
  }

  private func settings(
    _ server: EximServer, scheme: String = "smtp", isAnonymous: Bool = false
  ) -> SMTPServer {
    SMTPServer(
      url: "\(scheme)://localhost:\(scheme == "smtp" ? server.port : server.tlsPort)",
      username: isAnonymous ? nil : server.username,
      password: isAnonymous ? nil : server.password, caFile: server.caFile)
  }
}
