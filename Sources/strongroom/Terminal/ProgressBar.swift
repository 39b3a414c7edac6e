import BackupProtocol
import Foundation
import Synchronization

/// One line on stderr that follows an operation; nothing where stderr is not a terminal.
final class ProgressBar: Sendable {
  private struct State {
    var phase = ""
    var drawn = ContinuousClock.now - .seconds(1)
    var isDrawn = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  func show(_ value: BackupProtocol.Progress.Value) {
    guard isShown else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard value.phase != state.phase || now - state.drawn > .milliseconds(100) else { return }
      state.phase = value.phase
      state.drawn = now
      state.isDrawn = true
      let width = 30
      let share = value.total > 0 ? min(1, Double(value.completed) / Double(value.total)) : 0
      let filled = Int(share * Double(width))
      let bar =
        String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
      let phase = value.phase.padding(toLength: 12, withPad: " ", startingAt: 0)
      Terminal.write("\r\(phase) \(bar) \(Int(share * 100)) % ", to: STDERR_FILENO)
    }
  }

  func end() {
    let isDrawn = state.withLock { $0.isDrawn }
    if isDrawn { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
