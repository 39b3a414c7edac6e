/// The mail server that messages are handed to.
package struct SMTPSettings: Sendable, Hashable {
  /// `smtp://` (STARTTLS) or `smtps://`, a host and maybe a port.
  package let url: String
  package let username: String?
  /// The sender, as it stands in the message: `Name <mailbox@host>` or `mailbox@host`.
  package let from: String
  /// The certificates to trust instead of the system's.
  package internal(set) var caFile: String?
  /// Whether a server without TLS is accepted.
  package let allowInsecure: Bool
  /// How long it may take to reach the server.
  package let connectSeconds: Int
  /// How long handing over a message may take in all.
  package let totalSeconds: Int
}

extension SMTPSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case url, username, from, caFile, allowInsecure, connectSeconds, totalSeconds
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    url = try container.required(.url, .smtpURL)
    username = try container.value(.username, .line)
    from = try container.required(.from, .mailbox)
    caFile = try container.value(.caFile, .path)
    allowInsecure = try container.flag(.allowInsecure) ?? false
    connectSeconds = try container.value(.connectSeconds, .range(1...300)) ?? 10
    totalSeconds = try container.value(.totalSeconds, .range(1...600)) ?? 30
  }
}
