import Mail
import MailServers
import Testing

@Suite struct Smoke {
  @Test("scripted") func scripted() throws {
    let server = try ScriptedServer()
    try SMTPMailer(SMTPServer(url: "smtp://127.0.0.1:\(server.port)")).send(message) { false }
    let m = try server.messages()
    print(m.count, m[0].envelope as Any, try m[0].parsed())
    print(server.commands())
  }
  @Test("exim", arguments: [["PLAIN"], ["LOGIN"], ["CRAM-MD5"]]) func exim(_ mech: [String]) throws {
    let server = try EximServer(mechanisms: mech)
    do {
    try SMTPMailer(SMTPServer(url: "smtp://localhost:\(server.port)", username: server.username, password: server.password, caFile: server.caFile)).send(message) { false }
    try SMTPMailer(SMTPServer(url: "smtps://localhost:\(server.tlsPort)", username: server.username, password: server.password, caFile: server.caFile)).send(message) { false }
    } catch { print(error); print(server.log); throw error }
    let m = try server.messages(atLeast: 2)
    print(String(decoding: m[0].bytes, as: UTF8.self))
    print(server.log)
  }
  var message: MailMessage {
    MailMessage(from: MailAddress("Strongroom <no-reply@example.com>")!, to: [MailAddress("Zoë <a@example.com>")!], subject: "Réset code", text: "Hello\n.\nFrom me\n", html: "<p>Hello</p>", date: 0, id: "abc")
  }
}
