import Concurrency
import Dispatch
import Foundation

/// Turns SIGINT and SIGTERM into a clean cancellation while an operation runs.
final class Interruption {
  let cancellation: Cancellation
  private let sources: [any DispatchSourceSignal]
  private static let signals = [SIGINT, SIGTERM]

  init() {
    let cancellation = Cancellation()
    self.cancellation = cancellation
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { cancellation.cancel() }
      source.resume()
      return source
    }
  }

  /// From here on the signals end the process again, as at a question to the person.
  func end() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
