/// What a ``ScriptedServer`` does.
package struct ServerScript: Sendable {
  package enum Encryption: String, Sendable, Encodable {
    case none
    case starttls
    case implicit
  }

  /// A point of the conversation: the connection, a command, the text of a message as it comes, and
  /// its end.
  package enum Step: String, Sendable, Hashable, CaseIterable {
    case connect, hello = "EHLO", oldHello = "HELO", startTLS = "STARTTLS", login = "AUTH"
    case sender = "MAIL", recipient = "RCPT", data = "DATA", body, content, quit = "QUIT"
  }

  /// What happens at a step instead of what ought to.
  package struct Action: Sendable, Encodable {
    var reply: [String] = []
    /// Text without an end of line, after the reply.
    var piece = ""
    var drop = false
    var hang = false
    var flood = false
    /// Whether a message counts as taken all the same.
    var keep = false

    package static func reply(_ lines: String...) -> Self { Self(reply: lines) }
    package static func replyAndDrop(_ lines: String..., keep: Bool = false) -> Self {
      Self(reply: lines, drop: true, keep: keep)
    }
    package var isFlood: Bool { flood }

    package static let drop = Self(drop: true)
    package static let hang = Self(hang: true)
    package static func hangAfter(_ lines: String...) -> Self { Self(reply: lines, hang: true) }
    package static func hangWithin(_ piece: String) -> Self { Self(piece: piece, hang: true) }
    /// Says the same again and again, as fast as it is read.
    package static func flood(_ piece: String) -> Self { Self(piece: piece, flood: true) }
  }

  /// For each connection; the last is for all later ones.
  package var connections: [[Step: Action]] = []
  package var encryption = Encryption.none
  package var certificate = ServerCertificate.valid
  /// Whether TLS 1.1 is all that it knows.
  package var isOld = false
  package var hasUTF8 = true
  /// The one recipient that is unknown.
  package var refusedRecipient: String?
  package var mechanisms = ["LOGIN", "PLAIN"]
  package var username = "anna"
  package var password: [UInt8] = Array("secret".utf8)
  /// The answer to every login, where `{login}`, `{password}`, `{login64}`, `{password64}` and
  /// `{plain64}` stand for what was sent. Nil where right ones are accepted.
  package var refusal: String?
  /// The address to listen at.
  package var host = "127.0.0.1"

  package init() {}

  /// A script of one connection, or of one after the other.
  package init(_ connections: [Step: Action]...) { self.connections = connections }
}
