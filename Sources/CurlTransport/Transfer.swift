/// One transfer by libcurl: one connection, which is closed afterwards.
package struct Transfer: Sendable {
  /// What is transferred. It also says which schemes the URL may have.
  package enum Request: Sendable {
    /// A message handed to an SMTP server. The addresses stand without their angle brackets.
    case mail(sender: String, recipients: [String], content: [UInt8])
  }

  package let url: String
  package let request: Request
  package let security: TransferSecurity
  package let login: TransferLogin?
  package let limits: TransferLimits

  package init(
    url: String, request: Request, security: TransferSecurity, login: TransferLogin? = nil,
    limits: TransferLimits
  ) {
    self.url = url
    self.request = request
    self.security = security
    self.login = login
    self.limits = limits
  }
}

/// TLS of a transfer. Where it is used it is 1.2 or later, and certificate and host name are checked.
package struct TransferSecurity: Sendable {
  /// What a scheme does that starts without TLS; others use it from the first byte on.
  package enum Encryption: Sendable {
    case none
    case ifOffered
    case required
  }

  package let encryption: Encryption
  /// A PEM file of the certificates to trust instead of the system's.
  package let caFile: String?

  package init(encryption: Encryption, caFile: String? = nil) {
    self.encryption = encryption
    self.caFile = caFile
  }
}

/// Who logs in, with what.
package struct TransferLogin: Sendable {
  package let username: [UInt8]
  package let password: [UInt8]
  /// The names of the SASL mechanisms that may be used. libcurl takes the strongest that is offered.
  package let mechanisms: [String]

  package init(username: [UInt8], password: [UInt8], mechanisms: [String]) {
    self.username = username
    self.password = password
    self.mechanisms = mechanisms
  }
}

extension TransferLogin: CustomStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How long a transfer may take.
package struct TransferLimits: Sendable {
  /// To connect, and all that comes before the request itself: greetings, TLS, the login.
  package let connect: Duration
  /// For one reply, the last one before the connection is closed included. Rounded up to seconds.
  package let reply: Duration
  package let total: Duration

  package init(connect: Duration, reply: Duration, total: Duration) {
    self.connect = connect
    self.reply = reply
    self.total = total
  }
}
