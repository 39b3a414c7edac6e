import Foundation

/// Debian's Exim on ports of its own, which takes mail for everyone. Stopped with this object.
///
/// Started per connection, as by inetd, so that no port has to be guessed and nothing is left behind.
package final class EximServer: Sendable {
  /// With STARTTLS, and with TLS from the first byte on.
  package let port: Int
  package let tlsPort: Int
  package let username: String
  package let password: [UInt8]
  /// A PEM file of the authority that the server's certificate is from.
  package let caFile: String
  private let folder: ServerFolder
  private let process: ServerProcess

  /// - Parameters:
  ///   - mechanisms: the ways to log in, offered under TLS only. Mail is taken from those who have
  ///     logged in; from all where there are none.
  ///   - host: the address to listen at.
  package init(
    mechanisms: [String] = ["PLAIN", "LOGIN", "CRAM-MD5"], username: String = "strongroom",
    password: [UInt8] = Array("a:b;c d\\e\"f".utf8), certificate: ServerCertificate = .valid,
    host: String = "127.0.0.1"
  ) throws {
    self.username = username
    self.password = password
    caFile = try ServerCertificate.authority()
    folder = try ServerFolder()
    try Self.makeFolders(in: folder, certificate: certificate)
    let configuration = EximConfiguration(
      folder: folder.path, owner: Self.user, mechanisms: mechanisms, username: username,
      password: password)
    let path = folder["exim.conf"]
    try Data(configuration.text.utf8).write(to: URL(fileURLWithPath: path))
    process = try ServerProcess([
      "python3", MailServerTools.script("exim_sessions.py"), path, host,
    ])
    let ports = try process.read(Ports.self)
    (port, tlsPort) = (ports.port, ports.tlsPort)
  }

  /// The messages delivered, in no order, each once and with its envelope in the fields `Return-path`
  /// and `Envelope-to`. Waits until there are that many.
  package func messages(atLeast count: Int = 1) throws -> [DeliveredMessage] {
    while folder.names(in: "mail/new").count < count {
      _ = try process.read(Session.self)
    }
    return try folder.names(in: "mail/new").map {
      DeliveredMessage(bytes: try folder.bytes(of: "mail/new/\($0)"), envelope: nil)
    }
  }

  /// Waits until a connection is closed that no one has waited for.
  package func waitForSession() throws { _ = try process.read(Session.self) }

  /// What Exim has to say about itself, for the messages of tests.
  package var log: String {
    ["exim.main.log", "exim.panic.log", "exim.reject.log", "exim.conf.stderr"]
      .compactMap { try? folder.bytes(of: $0) }.map { String(decoding: $0, as: UTF8.self) }.joined()
  }

  /// Exim gives up being root, and delivers for nobody who is.
  private static let user = "Debian-exim"

  private static func makeFolders(
    in folder: ServerFolder, certificate: ServerCertificate
  ) throws {
    try FileManager.default.copyItem(atPath: certificate.path(), toPath: folder["server.pem"])
    for name in ["mail", "spool"] {
      guard mkdir(folder[name], 0o700) == 0 else {
        throw MailServerFailure("no folder can be made")
      }
    }
    guard let entry = getpwnam(user) else { throw MailServerFailure("there is no \(user)") }
    for name in ["", "mail", "spool", "server.pem"] {
      chown(folder[name], entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
  }

  private struct Ports: Decodable {
    let port: Int
    let tlsPort: Int
  }

  private struct Session: Decodable { let status: Int }
}
