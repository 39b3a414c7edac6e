import Foundation

/// An SMTP server of Python's aiosmtpd on a port of its own, which follows a script. Stopped with
/// this object.
package final class ScriptedServer: Sendable {
  package let port: Int
  private let folder: ServerFolder

  package init(script: ServerScript = ServerScript()) throws {
    folder = try ServerFolder()
    let isPlain = script.encryption == .none
    let document = ScriptDocument(
      connections: script.connections.map { actions in
        Dictionary(uniqueKeysWithValues: actions.map { ($0.key.rawValue, $0.value) })
      },
      tls: script.encryption, certificate: isPlain ? "" : try script.certificate.path(),
      isOld: script.isOld, utf8: script.hasUTF8,
      mechanisms: script.mechanisms, login64: Data(script.username.utf8).base64EncodedString(),
      password64: Data(script.password).base64EncodedString(), refusal: script.refusal,
      refusedRecipient: script.refusedRecipient, host: script.host, folder: folder.path)
    let answer = try HelperProcess.servers.get().ask(document, for: Answer.self)
    guard let port = answer.port else { throw MailServerFailure(answer.error ?? "no port") }
    self.port = port
  }

  deinit { _ = try? HelperProcess.servers.get().ask(["stop": port], for: Answer.self) }

  /// The messages that were taken, in the order they came in.
  package func messages() throws -> [DeliveredMessage] {
    try folder.names().filter { $0.hasSuffix(".json") }.map { name in
      let facts = try JSONDecoder().decode(Facts.self, from: Data(folder.bytes(of: name)))
      return DeliveredMessage(
        bytes: try folder.bytes(of: "\(name.dropLast(5)).eml"),
        envelope: DeliveredMessage.Envelope(
          sender: facts.sender, recipients: facts.recipients, options: facts.options,
          login: facts.login.flatMap { Data(base64Encoded: $0) }.map(Array.init),
          isEncrypted: facts.isEncrypted))
    }
  }

  /// What the clients said: the number of the connection, the command and its arguments; those of
  /// AUTH excepted.
  package func commands() -> [String] {
    let text = (try? folder.bytes(of: "commands")) ?? []
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// How many connections there were.
  package func connectionCount() -> Int { commands().count { $0.hasSuffix(" connect") } }

  private struct Answer: Decodable {
    let port: Int?
    let error: String?
  }

  private struct Facts: Decodable {
    let sender: String
    let recipients: [String]
    let options: [String]
    let login: String?
    let isEncrypted: Bool
  }

  private struct ScriptDocument: Encodable {
    let connections: [[String: ServerScript.Action]]
    let tls: ServerScript.Encryption
    let certificate: String
    let isOld: Bool
    let utf8: Bool
    let mechanisms: [String]
    let login64: String
    let password64: String
    let refusal: String?
    let refusedRecipient: String?
    let host: String
    let folder: String
  }
}
