import DatabaseEngines
import Dispatch
import Foundation

/// Turns SIGINT and SIGTERM into a clean cancellation while an operation runs.
final class Interruption {
  let cancellation: Cancellation
  private let sources: [any DispatchSourceSignal]

  init() {
    let cancellation = Cancellation()
    self.cancellation = cancellation
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { cancellation.cancel() }
      source.resume()
      return source
    }
  }

  func end() {
    for source in sources { source.cancel() }
  }
}
