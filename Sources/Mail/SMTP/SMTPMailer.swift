import CurlTransport

/// Hands messages over by SMTP ([RFC 5321](https://www.rfc-editor.org/rfc/rfc5321)).
package struct SMTPMailer: Mailer {
  private let server: SMTPServer

  package init(_ server: SMTPServer) { self.server = server }

  package func send(
    _ message: MailMessage, isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    throw MailError(reason: .unreachable, message: "Not built yet.")
  }
}
