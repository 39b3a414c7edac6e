/// Hands messages over to a mail server.
package protocol Mailer: Sendable {
  /// Hands a message over to the server, for all of its recipients or none. Blocks until that is done.
  ///
  /// - Parameter isCancelled: is asked about once a second whether to give up.
  /// - Throws: ``MailError``, or `CancellationError` where `isCancelled` said so before the server
  ///   had the message. After the latter the server may have taken it all the same.
  func send(_ message: MailMessage, isCancelled: @escaping @Sendable () -> Bool) throws
}
