import CurlTransport

/// Hands messages over by SMTP ([RFC 5321](https://www.rfc-editor.org/rfc/rfc5321)), through libcurl.
///
/// `smtps://` has TLS from the first byte on. `smtp://` takes STARTTLS, without which nothing is sent;
/// only a server on this machine or one with `allowInsecure` may do without, and one that is both is
/// spoken to in plain. Wherever there is TLS, certificate and host name are checked.
///
/// A reply of 4xx is tried once more, at once and on a new connection; nothing else is.
package struct SMTPMailer: Mailer {
  private let server: SMTPServer

  package init(_ server: SMTPServer) { self.server = server }

  package func send(
    _ message: MailMessage, isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    let attempt = try SMTPAttempt(message, server)
    let end = ContinuousClock.now + .limit(server.totalSeconds)
    do {
      try attempt.run(until: end, isCancelled: isCancelled)
    } catch let error as MailError where error.reason == .transient {
      guard ContinuousClock.now < end else { throw error }
      try attempt.run(until: end, isCancelled: isCancelled)
    }
  }
}
