import Dispatch
import Synchronization

/// Begins jobs in the order they come, at most `width` of them at a time.
///
/// There is no thread that waits for work: with nothing to do there is none, so none can leak.
final class BoundedQueue: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var running = 0
  }

  private let width: Int
  private let queue: DispatchQueue
  private let group = DispatchGroup()
  private let state = Mutex(State())

  init(width: Int, label: String) {
    self.width = width
    queue = DispatchQueue(label: label, attributes: .concurrent)
  }

  /// How many jobs are being done.
  var running: Int { state.withLock { $0.running } }

  func submit(_ job: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.waiting.append(job)
      guard state.running < width else { return false }
      state.running += 1
      return true
    }
    if needsThread { queue.async(group: group) { self.work() } }
  }

  /// Returns once every job is done. A job must not call it.
  func wait() { group.wait() }

  private func work() {
    while let job = next() { job() }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
