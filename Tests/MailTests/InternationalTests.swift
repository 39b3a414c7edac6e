import Mail
import MailServers
import Testing

@Suite(.needsScriptedServer) struct InternationalTests {
  @Test(
    "addresses of any letters go to a server with SMTPUTF8, and are announced to it",
    arguments: [
      ("jürgen@example.com", "anna@example.com"), ("anna@example.com", "用户@example.com"),
      ("anna@example.com", "anna@bücher.example"), ("jürgen@grün.example", "अजय@डाटा.example"),
    ])
  func delivered(from: String, to: String) throws {
    let server = try ScriptedServer()
    let message = try Sending.message(from: "Anna <\(from)>", to: ["ben@example.com", to])
    #expect(try Sending.error(server.settings(), message) == nil)
    let taken = try #require(try server.messages().first)
    #expect(taken.envelope?.options.contains("SMTPUTF8") == true)
    #expect(taken.envelope?.recipients.count == 2)
    #expect(taken.bytes == message.rendered())
    let parsed = try taken.parsed()
    #expect(parsed.from.map(\.address) == [from])
    #expect(parsed.to.map(\.address) == ["ben@example.com", to])
  }

  @Test(
    "a server without SMTPUTF8 is not asked to take them",
    arguments: [
      ("jürgen@example.com", "anna@example.com"), ("anna@example.com", "用户@example.com"),
      ("anna@example.com", "anna@bücher.example"),
    ], [false, true])
  func refused(addresses: (String, String), isOldServer: Bool) throws {
    var script = ServerScript()
    script.hasUTF8 = false
    if isOldServer { script.connections = [[.hello: .reply("502 EHLO?")]] }
    let server = try ScriptedServer(script: script)
    let message = try Sending.message(from: addresses.0, to: ["ben@example.com", addresses.1])
    let error = try #require(try Sending.error(server.settings(), message))
    #expect(error.reason == .unsupportedAddress)
    #expect(error.hint?.contains("SMTPUTF8") == true)
    #expect(!server.commands().contains { $0.contains("MAIL") })
    #expect(server.connectionCount() == 1)
  }

  @Test("names of any letters need nothing of the server")
  func names() throws {
    var script = ServerScript()
    script.hasUTF8 = false
    let server = try ScriptedServer(script: script)
    let message = try Sending.message(from: "Jürgen <j@example.com>", to: ["用户 <u@example.com>"])
    #expect(try Sending.error(server.settings(), message) == nil)
    #expect(try server.messages().first?.envelope?.options.contains("SMTPUTF8") == false)
  }
}
