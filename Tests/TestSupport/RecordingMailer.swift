package import Mail
import Synchronization

/// A mailer that keeps what it is given, or fails as it was told to.
package final class RecordingMailer: Mailer {
  private struct State {
    var messages: [MailMessage] = []
    var failure: MailError?
    var refused: Set<String> = []
    var quotes = false
    var onSend: @Sendable () -> Void = {}
  }

  private let state = Mutex(State())

  package init() {}

  package var messages: [MailMessage] { state.withLock { $0.messages } }

  /// Every message from now on fails; nil for none.
  package func fail(_ failure: MailError?) { state.withLock { $0.failure = failure } }

  /// Fails messages to these addresses from now on.
  ///
  /// - Parameter quoting: whether the reply has the code of the message.
  package func refuse(_ addresses: Set<String>, quoting: Bool = false) {
    state.withLock {
      $0.refused = addresses
      $0.quotes = quoting
    }
  }

  /// Called before each message is taken.
  package func onSend(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.onSend = body }
  }

  package func send(
    _ message: MailMessage, isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    state.withLock { $0.onSend }()
    if isCancelled() { throw CancellationError() }
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      guard !message.to.contains(where: { state.refused.contains($0.address) }) else {
        throw MailError(
          reason: .refused, message: "The mail server refuses a recipient.", hint: nil,
          serverReply: state.quotes ? "550 spam: \(Self.code(in: message) ?? "")" : "550 unknown",
          code: 550)
      }
      state.messages.append(message)
    }
  }

  /// The digits in the last message that has any.
  package var code: String? {
    messages.reversed().lazy.compactMap { Self.code(in: $0) }.first
  }

  package static func code(in message: MailMessage) -> String? {
    message.text.split(separator: "\n").first {
      $0.hasPrefix("    ") && $0.dropFirst(4).allSatisfy(\.isNumber)
    }.map { String($0.dropFirst(4)) }
  }
}
