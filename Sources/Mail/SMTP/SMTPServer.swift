/// Where mail is handed over, and how.
package struct SMTPServer: Sendable {
  /// `smtp://` or `smtps://`, a host and maybe a port; an IPv6 address in brackets.
  package let url: String
  package let username: String?
  package let password: [UInt8]?
  /// The certificates to trust instead of the system's, as PEM.
  package let caFile: String?
  /// Whether a server without TLS is accepted that is not on this machine.
  package let allowInsecure: Bool
  /// The time to connect and to log in.
  package let connectSeconds: Double
  /// The time for everything, a second attempt included.
  package let totalSeconds: Double

  package init(
    url: String, username: String? = nil, password: [UInt8]? = nil, caFile: String? = nil,
    allowInsecure: Bool = false, connectSeconds: Double = 10, totalSeconds: Double = 30
  ) {
    self.url = url
    self.username = username
    self.password = password
    self.caFile = caFile
    self.allowInsecure = allowInsecure
    self.connectSeconds = connectSeconds
    self.totalSeconds = totalSeconds
  }
}

extension SMTPServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { url }
  package var debugDescription: String { url }
  package var customMirror: Mirror { Mirror(self, children: ["url": url]) }
}
