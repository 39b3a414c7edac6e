import Mail
import MailServers
import Testing

/// What the tests of the hand-over have in common.
enum Sending {
  static func message(
    from: String = "Strongroom <no-reply@example.com>", to: [String] = ["Anna <anna@example.com>"],
    text: String = "The code is 12345678.\n"
  ) throws -> MailMessage {
    MailMessage(
      from: try #require(MailAddress(from)), to: try to.map { try #require(MailAddress($0)) },
      subject: "Code", text: text, html: "<p>The code is 12345678.</p>\n", date: 0, id: "1")
  }

  /// Sends a message, and returns what went wrong.
  @discardableResult
  static func error(
    _ server: SMTPServer, _ message: MailMessage? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> MailError? {
    do {
      try SMTPMailer(server).send(message ?? Self.message(), isCancelled: isCancelled)
      return nil
    } catch let error as MailError {
      return error
    }
  }
}

extension ScriptedServer {
  /// How to reach the server: by default as one on this machine. `remote.localhost` is this machine
  /// as well (RFC 6761), but not one of the names that are known to be.
  func settings(
    scheme: String = "smtp", host: String = "127.0.0.1", username: String? = nil,
    password: [UInt8]? = nil, caFile: String? = nil, allowInsecure: Bool = false,
    connectSeconds: Double = 60, totalSeconds: Double = 60
  ) -> SMTPServer {
    SMTPServer(
      url: "\(scheme)://\(host):\(port)", username: username, password: password, caFile: caFile,
      allowInsecure: allowInsecure, connectSeconds: connectSeconds, totalSeconds: totalSeconds)
  }
}

extension Trait where Self == ConditionTrait {
  static var needsScriptedServer: Self {
    .enabled(
      if: MailServerTools.scriptedServerIsMissing == nil,
      Comment(rawValue: MailServerTools.scriptedServerIsMissing ?? ""))
  }

  static var needsExim: Self {
    .enabled(
      if: MailServerTools.eximServerIsMissing == nil,
      Comment(rawValue: MailServerTools.eximServerIsMissing ?? ""))
  }
}
