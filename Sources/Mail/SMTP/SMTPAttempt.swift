import CurlTransport

/// One message for one server, to be tried once or twice.
struct SMTPAttempt {
  private let message: MailMessage
  private let content: [UInt8]
  private let server: SMTPServer
  private let endpoint: SMTPEndpoint
  private let encryption: TransferSecurity.Encryption
  private let login: TransferLogin?

  /// Those that are any good and need nothing but a name and a password. Left to itself libcurl would
  /// try GSSAPI for every name with an "@" in it, and give up when there is no Kerberos.
  private static let mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"]

  init(_ message: MailMessage, _ server: SMTPServer) throws(MailError) {
    guard let endpoint = SMTPEndpoint(url: server.url) else { throw .badURL }
    guard !message.to.isEmpty else { throw .noRecipient }
    self.message = message
    self.server = server
    self.endpoint = endpoint
    content = message.rendered()
    encryption =
      switch (endpoint.isLoopback, server.allowInsecure) {
      case (true, true): .none
      case (false, false): .required
      default: .ifOffered
      }
    login = try Self.login(server)
  }

  /// - Throws: ``MailError`` or `CancellationError`.
  func run(
    until end: ContinuousClock.Instant, isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    guard !isCancelled() else { throw CancellationError() }
    let dialogue = SMTPDialogue(needs: needs, isEncrypted: endpoint.isImplicitTLS)
    let total = max(end - .now, .milliseconds(1))
    let transfer = Transfer(
      url: endpoint.url(introducedAs: InternetAddress.ownName),
      request: .mail(
        sender: message.from.address, recipients: message.to.map(\.address), content: content),
      security: TransferSecurity(encryption: encryption, caFile: server.caFile), login: login,
      limits: TransferLimits(
        connect: min(.limit(server.connectSeconds), total), reply: total, total: total))
    do {
      // The connection is closed in good order, but nobody waits for the server to say goodbye.
      try transfer.run(observer: dialogue) { dialogue.isOver || isCancelled() }
    } catch {
      if dialogue.isDelivered { return }
      if error.kind == .stopped, dialogue.objection == nil, !dialogue.isOver {
        throw CancellationError()
      }
      throw SMTPVerdict(
        dialogue: dialogue, failure: error, endpoint: endpoint, server: server,
        recipients: message.to
      ).error
    }
  }

  private var needs: SMTPNeeds {
    SMTPNeeds(
      encryption: encryption, utf8: !([message.from] + message.to).allSatisfy(\.isASCII),
      mechanisms: login.map { Set($0.mechanisms) })
  }

  private static func login(_ server: SMTPServer) throws(MailError) -> TransferLogin? {
    guard let username = server.username else { return nil }
    guard let password = server.password else { throw .noPassword }
    guard !username.utf8.contains(0), !password.contains(0) else { throw .zeroByte }
    return TransferLogin(
      username: Array(username.utf8), password: password, mechanisms: mechanisms)
  }
}

extension Duration {
  /// A limit of a day at most.
  static func limit(_ seconds: Double) -> Self {
    seconds.isFinite ? .seconds(min(max(seconds, 0), 86_400)) : .seconds(86_400)
  }
}

/// What can be said before a server is asked.
extension MailError {
  fileprivate static let badURL = MailError(
    reason: .unreachable, message: "The address of the mail server is not an SMTP URL.",
    hint: "Set smtp.url to smtp:// or smtps://, a host, and optionally "
      + "a port. Write letters outside ASCII as xn--.")
  fileprivate static let noRecipient = MailError(
    reason: .refused, message: "The message has no recipient.")
  fileprivate static let noPassword = MailError(
    reason: .authentication, message: "The mail server's user name has no password.",
    hint: "Set STRONGROOM_SMTP_PASSWORD, or remove smtp.username.")
  fileprivate static let zeroByte = MailError(
    reason: .authentication,
    message: "The user name or password for the mail server has a zero byte in it.",
    hint: "Set smtp.username and STRONGROOM_SMTP_PASSWORD without it.")
}
