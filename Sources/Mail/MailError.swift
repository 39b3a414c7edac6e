/// A message that the mail server does not have.
package struct MailError: Error, Sendable, Equatable {
  package enum Reason: String, Sendable, CaseIterable {
    /// No server there, or none that can be asked as the settings say.
    case unreachable
    case timedOut
    /// No TLS where it is required, or none that both sides know.
    case encryption
    /// The server's certificate is not that of a server to trust.
    case certificate
    case authentication
    /// The server said no: a reply of 5xx, or one that SMTP does not know.
    case refused
    /// The server said "not now" twice: replies of 4xx.
    case transient
    /// An address of other letters than ASCII's, at a server without SMTPUTF8 (RFC 6531).
    case unsupportedAddress
    /// The connection was lost.
    case dropped
  }

  package let reason: Reason
  /// One plain sentence.
  package let message: String
  /// What to do about it.
  package let hint: String?
  /// What the server said last, without credentials, of at most 500 bytes.
  package let serverReply: String?
  /// The code of that reply.
  package let code: Int?

  package init(
    reason: Reason, message: String, hint: String? = nil, serverReply: String? = nil,
    code: Int? = nil
  ) {
    self.reason = reason
    self.message = message
    self.hint = hint
    self.serverReply = serverReply
    self.code = code
  }
}
