import Mail
import MailServers
import Testing

@Suite(.needsScriptedServer) struct HandOverTests {
  /// Where a server can say no, without TLS and a login.
  static let steps: [ServerScript.Step] = [.connect, .hello, .sender, .recipient, .data, .content]

  @Test("a message is handed over whole, with its envelope")
  func isHandedOver() throws {
    let server = try ScriptedServer()
    let message = try Sending.message(
      to: ["Anna <anna@example.com>", "ben@example.com"], text: ".\n..\n.dots\n\nEnd")
    try SMTPMailer(server.settings()).send(message) { false }
    let taken = try #require(try server.messages().first)
    #expect(taken.bytes == message.rendered())
    let envelope = try #require(taken.envelope)
    #expect(envelope.sender == "no-reply@example.com")
    #expect(envelope.recipients == ["anna@example.com", "ben@example.com"])
    #expect(envelope.options == ["SIZE=\(message.rendered().count)"])
    #expect(server.connectionCount() == 1)
    #expect(server.commands().last == "1 QUIT")
  }

  @Test("a long message is handed over whole")
  func longMessage() throws {
    let server = try ScriptedServer()
    let text = (0..<20_000).map { ".line \($0) of a long message é\n" }.joined()
    let message = try Sending.message(text: text)
    #expect(try Sending.error(server.settings(), message) == nil)
    #expect(try server.messages().map(\.bytes) == [message.rendered()])
  }

  @Test("an IPv6 address takes brackets")
  func ipv6() throws {
    var script = ServerScript()
    script.host = "::1"
    let server = try ScriptedServer(script: script)
    #expect(try Sending.error(server.settings(host: "[::1]")) == nil)
    #expect(try server.messages().count == 1)
  }

  @Test("a refusal is final and comes with the server's words", arguments: steps)
  func refused(step: ServerScript.Step) throws {
    let refusal = ServerScript.Action.reply("554-5.7.1 Not from you", "554 5.7.1 and never was")
    let server = try ScriptedServer(script: ServerScript([step: refusal, .oldHello: refusal], [:]))
    let error = try #require(try Sending.error(server.settings()))
    #expect(error.reason == .refused)
    #expect(error.code == 554)
    #expect(error.serverReply == "554-5.7.1 Not from you 5.7.1 and never was")
    #expect(try server.messages().isEmpty)
    #expect(server.connectionCount() == 1)
  }

  @Test("a server that says no and hangs up has said no", arguments: steps)
  func refusedAndDropped(step: ServerScript.Step) throws {
    let refusal = ServerScript.Action.replyAndDrop("554 5.7.1 Not from you")
    let server = try ScriptedServer(script: ServerScript([step: refusal, .oldHello: refusal], [:]))
    let error = try #require(try Sending.error(server.settings()))
    #expect(error.reason == .refused)
    #expect(error.code == 554)
    #expect(server.connectionCount() == 1)
  }

  @Test("an answer that is none is refused as one", arguments: steps.filter { $0 != .hello })
  func unexpected(step: ServerScript.Step) throws {
    let code = step == .data ? "250" : "334"
    let server = try ScriptedServer(script: ServerScript([step: .reply("\(code) Well")], [:]))
    let error = try #require(try Sending.error(server.settings()))
    #expect(error.reason == .refused)
    #expect(error.serverReply == "\(code) Well")
    #expect(try server.messages().isEmpty)
    #expect(server.connectionCount() == 1)
  }

  @Test("a transient refusal is tried once more", arguments: steps)
  func transientOnce(step: ServerScript.Step) throws {
    let refusal = ServerScript.Action.reply("451 4.7.1 Not now")
    let server = try ScriptedServer(script: ServerScript([step: refusal, .oldHello: refusal], [:]))
    #expect(try Sending.error(server.settings()) == nil)
    #expect(try server.messages().count == 1)
    #expect(server.connectionCount() == 2)
  }

  @Test("a second transient refusal is final", arguments: steps)
  func transientTwice(step: ServerScript.Step) throws {
    let refusal = ServerScript.Action.replyAndDrop("421 4.7.1 Not now")
    let actions = [step: refusal, .oldHello: refusal]
    let server = try ScriptedServer(script: ServerScript(actions, actions, [:]))
    let error = try #require(try Sending.error(server.settings()))
    #expect(error.reason == .transient)
    #expect(error.code == 421)
    #expect(error.serverReply == "421 4.7.1 Not now")
    #expect(server.connectionCount() == 2)
  }

  @Test("what the second attempt says counts")
  func transientThenRefused() throws {
    let server = try ScriptedServer(
      script: ServerScript(
        [.sender: .reply("451 Not now")], [.recipient: .reply("550 No such user")], [:]))
    #expect(try Sending.error(server.settings())?.reason == .refused)
    #expect(server.connectionCount() == 2)
  }

  @Test("one refused recipient is a refusal for all")
  func oneRecipient() throws {
    var script = ServerScript()
    script.refusedRecipient = "ben@example.com"
    let server = try ScriptedServer(script: script)
    let message = try Sending.message(
      to: ["anna@example.com", "ben@example.com", "carl@example.com"])
    let error = try #require(try Sending.error(server.settings(), message))
    #expect(error.reason == .refused)
    #expect(error.serverReply == "550 5.1.1 <b•••@example.com> is unknown")
    #expect(try server.messages().isEmpty)
  }

  @Test(
    "a lost connection is no second attempt",
    arguments: steps + [ServerScript.Step.body])
  func dropped(step: ServerScript.Step) throws {
    let server = try ScriptedServer(script: ServerScript([step: .drop, .oldHello: .drop], [:]))
    let error = try #require(try Sending.error(server.settings()))
    #expect(error.reason == .dropped)
    #expect(error.serverReply == nil)
    #expect(error.code == nil)
    #expect(try server.messages().isEmpty)
    #expect(server.connectionCount() == 1)
  }

  @Test("what is lost after the message was taken is no failure")
  func droppedAfterwards() throws {
    let server = try ScriptedServer(
      script: ServerScript([.content: .replyAndDrop("250 Mine", keep: true)], [:]))
    #expect(try Sending.error(server.settings()) == nil)
    #expect(try server.messages().count == 1)
    #expect(server.connectionCount() == 1)
  }

  @Test("nobody waits for a server to say goodbye")
  func noGoodbye() throws {
    let server = try ScriptedServer(script: ServerScript([.quit: .hang]))
    #expect(try Sending.error(server.settings(totalSeconds: 3600)) == nil)
    #expect(try server.messages().count == 1)
  }

  @Test("a server of old, with HELO alone, is understood")
  func oldServer() throws {
    let server = try ScriptedServer(script: ServerScript([.hello: .reply("502 EHLO?")]))
    #expect(try Sending.error(server.settings()) == nil)
    #expect(try server.messages().first?.envelope?.options == [])
  }

  @Test("no server is no connection")
  func noServer() throws {
    let port = try ClosedPort()
    let error = try #require(try Sending.error(SMTPServer(url: "smtp://127.0.0.1:\(port.number)")))
    #expect(error.reason == .unreachable)
    #expect(error.hint?.contains("smtp.url") == true)
  }

  @Test("a host without an address is unreachable")
  func noHost() throws {
    let error = try #require(try Sending.error(SMTPServer(url: "smtp://mail.invalid")))
    #expect(error.reason == .unreachable)
    #expect(error.message.contains("mail.invalid"))
  }

  @Test(
    "what is no address of a mail server is not tried",
    arguments: [
      "", "smtp", "smtp:", "smtp://", "smtp:///", "http://127.0.0.1", "file:///etc/passwd",
      "smtp://a:b@127.0.0.1", "smtp://127.0.0.1/path", "smtp://127.0.0.1:0", "smtp://127.0.0.1:",
      "smtp://127.0.0.1:65536", "smtp://127.0.0.1:+25", "smtp://[::1", "smtp://[::1]25",
      "smtp://::1", "smtp://[127.0.0.1]", "smtp://127.0.0.1?x", "smtp://127.0.0.1#x", "smtp://a b",
      "smtp://bücher.example", "smtp://a%00b", "smtp://a\r\nb", "smtp://a;AUTH=PLAIN@b",
    ])
  func badURL(url: String) throws {
    let error = try #require(try Sending.error(SMTPServer(url: url)))
    #expect(error.reason == .unreachable)
    #expect(error.hint?.contains("smtp.url") == true)
  }

  @Test("many messages at once do not get in each other's way")
  func parallel() async throws {
    let server = try ScriptedServer()
    let settings = server.settings()
    let texts = (0..<24).map { "Message \($0)\n" }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for text in texts {
        let message = try Sending.message(text: text)
        group.addTask { try SMTPMailer(settings).send(message) { false } }
      }
      try await group.waitForAll()
    }
    let expected = try texts.map { try Sending.message(text: $0).rendered() }
    #expect(try Set(server.messages().map(\.bytes)) == Set(expected))
  }
}
