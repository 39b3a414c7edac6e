import Mail
import MailServers
import Testing

@Suite(.needsScriptedServer) struct EncryptionTests {
  static let remote = "remote.localhost"
  static let forms: [ServerScript.Encryption] = [.starttls, .implicit]

  private func server(
    _ encryption: ServerScript.Encryption, _ certificate: ServerCertificate = .valid,
    isOld: Bool = false, _ connections: [ServerScript.Step: ServerScript.Action]...
  ) throws -> ScriptedServer {
    var script = ServerScript()
    script.connections = connections
    script.encryption = encryption
    script.certificate = certificate
    script.isOld = isOld
    return try ScriptedServer(script: script)
  }

  @Test(
    "a server with a certificate to be trusted gets the message under TLS", arguments: forms,
    ["localhost", "127.0.0.1", remote])
  func isEncrypted(encryption: ServerScript.Encryption, host: String) throws {
    let server = try server(encryption)
    let settings = server.settings(
      scheme: encryption.scheme, host: host, caFile: try ServerCertificate.authority())
    #expect(try Sending.error(settings) == nil)
    #expect(try server.messages().first?.envelope?.isEncrypted == true)
  }

  @Test(
    "a certificate not to be trusted ends the attempt", arguments: forms,
    [ServerCertificate.expired, .wrongHost, .selfSigned])
  func badCertificate(
    encryption: ServerScript.Encryption, certificate: ServerCertificate
  ) throws {
    for (host, allowInsecure) in [("localhost", false), (Self.remote, false), (Self.remote, true)] {
      let server = try server(encryption, certificate)
      let settings = server.settings(
        scheme: encryption.scheme, host: host, username: "anna", password: Array("secret".utf8),
        caFile: try ServerCertificate.authority(), allowInsecure: allowInsecure)
      let error = try #require(try Sending.error(settings))
      #expect(error.reason == .certificate)
      #expect(error.hint?.contains("smtp.caFile") == true)
      #expect(error.code == nil)
      #expect(!server.commands().contains { $0.contains("AUTH") || $0.contains("MAIL") })
    }
  }

  @Test("an authority that nobody named is not trusted", arguments: forms)
  func unknownAuthority(encryption: ServerScript.Encryption) throws {
    let server = try server(encryption)
    let settings = server.settings(scheme: encryption.scheme, host: "localhost")
    #expect(try Sending.error(settings)?.reason == .certificate)
  }

  @Test("a certificate of its own authority is trusted where it is named", arguments: forms)
  func selfSigned(encryption: ServerScript.Encryption) throws {
    let server = try server(encryption, .selfSigned)
    let settings = server.settings(
      scheme: encryption.scheme, host: "localhost", caFile: try ServerCertificate.selfSigned.path())
    #expect(try Sending.error(settings) == nil)
  }

  @Test(
    "a file of certificates that is none is said to be", arguments: ["/nowhere", "/etc/hostname"])
  func badFile(path: String) throws {
    let server = try server(.implicit)
    let error = try Sending.error(server.settings(scheme: "smtps", caFile: path))
    #expect(error?.reason == .certificate)
    #expect(error?.hint?.contains("smtp.caFile") == true)
  }

  @Test("TLS of old is no encryption", arguments: forms)
  func oldTLS(encryption: ServerScript.Encryption) throws {
    let server = try server(encryption, isOld: true)
    let settings = server.settings(
      scheme: encryption.scheme, caFile: try ServerCertificate.authority())
    let error = try #require(try Sending.error(settings))
    #expect(error.reason == .encryption)
    #expect(error.hint?.contains("TLS 1.2") == true)
  }

  @Test("without STARTTLS a server elsewhere gets nothing", arguments: [true, false])
  func stripped(isOffered: Bool) throws {
    let server = try server(
      isOffered ? .starttls : .none, .valid, isOld: false, [.startTLS: .reply("502 No such thing")])
    let settings = server.settings(
      host: Self.remote, username: "anna", password: Array("secret".utf8),
      caFile: try ServerCertificate.authority())
    let error = try #require(try Sending.error(settings))
    #expect(error.reason == .encryption)
    #expect(error.hint?.contains("smtp.allowInsecure") == true)
    #expect(!server.commands().contains { $0.contains("AUTH") || $0.contains("MAIL") })
    #expect(server.connectionCount() == 1)
  }

  @Test(
    "with allowInsecure a server elsewhere may do without TLS, but not without it where it has it")
  func allowInsecure() throws {
    let bare = try server(.none)
    #expect(try Sending.error(bare.settings(host: Self.remote, allowInsecure: true)) == nil)
    #expect(try bare.messages().first?.envelope?.isEncrypted == false)
    let able = try server(.starttls)
    let settings = able.settings(
      host: Self.remote, caFile: try ServerCertificate.authority(), allowInsecure: true)
    #expect(try Sending.error(settings) == nil)
    #expect(try able.messages().first?.envelope?.isEncrypted == true)
  }

  @Test(
    "a server on this machine may do without TLS",
    arguments: ["localhost", "LOCALHOST", "127.0.0.1"])
  func loopback(host: String) throws {
    let server = try server(.none)
    #expect(try Sending.error(server.settings(host: host)) == nil)
    #expect(try server.messages().first?.envelope?.isEncrypted == false)
  }

  @Test(
    "only what is on this machine for sure counts as that",
    arguments: [remote, "localhost.", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]"])
  func notLoopback(host: String) throws {
    let server = try server(.none)
    #expect(try Sending.error(server.settings(host: host))?.reason != nil)
    #expect(!server.commands().contains { $0.contains("MAIL") })
  }

  @Test("a server on this machine with a makeshift certificate can be spoken to in plain")
  func snakeOil() throws {
    let server = try server(.starttls, .selfSigned)
    #expect(try Sending.error(server.settings(host: "localhost", allowInsecure: true)) == nil)
    #expect(try server.messages().first?.envelope?.isEncrypted == false)
  }

  @Test("implicit TLS at a server without it fails as TLS")
  func noTLS() throws {
    let server = try server(.none)
    let error = try #require(try Sending.error(server.settings(scheme: "smtps")))
    #expect(error.reason == .encryption)
    #expect(error.hint?.contains("smtp://") == true)
  }

  @Test("a connection lost where TLS was to begin is lost, or fails as TLS")
  func lostInTLS() throws {
    let before = try server(.starttls, .valid, isOld: false, [.startTLS: .drop])
    #expect(try Sending.error(before.settings())?.reason == .dropped)
    let within = try server(.starttls, .valid, isOld: false, [.startTLS: .replyAndDrop("220 Go")])
    #expect(try Sending.error(within.settings())?.reason == .encryption)
  }

  @Test("what a server says before TLS begins does not count after it")
  func injectedReply() throws {
    let server = try server(
      .starttls, .valid, isOld: false,
      [.startTLS: .reply("220 Go", "250-mail.test", "250 AUTH PLAIN")])
    let settings = server.settings(caFile: try ServerCertificate.authority())
    let error = try #require(try Sending.error(settings))
    #expect(error.reason == .encryption || error.reason == .refused || error.reason == .dropped)
    #expect(!server.commands().contains { $0.contains("MAIL") })
  }

  @Test("a transient refusal of TLS is tried once more")
  func transient() throws {
    let server = try server(
      .starttls, .valid, isOld: false, [.startTLS: .reply("454 Not now")], [:])
    let settings = server.settings(
      host: Self.remote, caFile: try ServerCertificate.authority())
    #expect(try Sending.error(settings) == nil)
    #expect(server.connectionCount() == 2)
  }
}

extension ServerScript.Encryption {
  var scheme: String { self == .implicit ? "smtps" : "smtp" }
}
