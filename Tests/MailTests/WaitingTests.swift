import Mail
import MailServers
import Testing

@Suite(.needsScriptedServer) struct WaitingTests {
  static let steps: [ServerScript.Step] = [.connect, .hello, .sender, .recipient, .data, .content]

  @Test("a server that falls silent is given up", arguments: steps)
  func silent(step: ServerScript.Step) throws {
    let server = try ScriptedServer(script: ServerScript([step: .hang], [:]))
    let error = try #require(
      try Sending.error(server.settings(connectSeconds: 0.5, totalSeconds: 0.5)))
    #expect(error.reason == .timedOut)
    #expect(error.serverReply == nil)
    #expect(server.connectionCount() <= 1)
    #expect(try server.messages().isEmpty)
  }

  @Test(
    "a greeting that never ends is given up",
    arguments: [
      ServerScript.Action.hangAfter("220-mail.test", "220-is thinking"), .hangWithin("220 mail.te"),
      .flood("220-and so on\r\n"), .flood("220 no end of this line "),
      .flood("999-no reply at all\n"),
    ])
  func endlessGreeting(action: ServerScript.Action) throws {
    let server = try ScriptedServer(script: ServerScript([.connect: action]))
    let error = try #require(
      try Sending.error(server.settings(connectSeconds: 0.5, totalSeconds: 1)))
    #expect(error.reason == .timedOut || action.isFlood && error.reason == .dropped)
    #expect(server.connectionCount() <= 1)
  }

  @Test("the time to connect holds up to the end of the login")
  func connectTime() throws {
    let server = try ScriptedServer(script: ServerScript([.hello: .hang]))
    let error = try Sending.error(server.settings(connectSeconds: 0.5, totalSeconds: 3600))
    #expect(error?.reason == .timedOut)
  }

  @Test("who cancels waits no longer", arguments: steps)
  func cancelled(step: ServerScript.Step) throws {
    let server = try ScriptedServer(script: ServerScript([step: .hang]))
    let command = step == .content || step == .body ? "DATA" : step.rawValue
    #expect(throws: CancellationError.self) {
      try Sending.error(server.settings(connectSeconds: 3600, totalSeconds: 3600)) {
        server.commands().contains { $0.hasPrefix("1 \(command)") }
      }
    }
    #expect(try server.messages().isEmpty)
  }

  @Test("who has cancelled before does not even connect")
  func cancelledBefore() throws {
    let server = try ScriptedServer()
    #expect(throws: CancellationError.self) { try Sending.error(server.settings()) { true } }
    #expect(server.connectionCount() == 0)
  }

  @Test("who cancels after a transient refusal gets no second attempt")
  func cancelledBetween() throws {
    let server = try ScriptedServer(script: ServerScript([.sender: .reply("451 Not now")], [:]))
    #expect(throws: CancellationError.self) {
      try Sending.error(server.settings()) { server.commands().contains("1 connect") }
    }
    #expect(server.connectionCount() == 1)
  }
}
