package import Mail
import Synchronization

/// A mailer that keeps what it is given, or fails as it was told to.
package final class RecordingMailer: Mailer {
  private struct State {
    var messages: [MailMessage] = []
    var failure: MailError?
    var refused: Set<String> = []
    var onSend: @Sendable () -> Void = {}
  }

  private let state = Mutex(State())

  package init() {}

  package var messages: [MailMessage] { state.withLock { $0.messages } }

  /// Every message from now on fails; nil for none.
  package func fail(_ failure: MailError?) { state.withLock { $0.failure = failure } }

  /// Fails messages to these addresses from now on.
  package func refuse(_ addresses: Set<String>) { state.withLock { $0.refused = addresses } }

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
          serverReply: "550 unknown", code: 550)
      }
      state.messages.append(message)
    }
  }

  /// The digits in the last message that has any.
  package var code: String? {
    for message in messages.reversed() {
      let line = message.text.split(separator: "\n").first {
        $0.hasPrefix("    ") && $0.dropFirst(4).allSatisfy(\.isNumber)
      }
      if let line { return String(line.dropFirst(4)) }
    }
    return nil
  }
}
