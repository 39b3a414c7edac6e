import Synchronization

/// Gathers the answers of one batch into one array, in the order of the requests.
final class BatchCollector: Sendable {
  private struct State {
    var replies: [[UInt8]?]
    var missing: Int
  }

  private let state: Mutex<State>

  /// How many answers there will be.
  let count: Int

  init(count: Int) {
    self.count = count
    state = Mutex(State(replies: Array(repeating: nil, count: count), missing: count))
  }

  /// Adds an answer.
  /// - Returns: the whole array, if this was the last that was missing.
  func set(_ reply: [UInt8], at index: Int) -> [UInt8]? {
    state.withLock { state in
      state.replies[index] = reply
      state.missing -= 1
      guard state.missing == 0 else { return nil }
      let body = state.replies.compactMap(\.self).joined(separator: [UInt8(ascii: ",")])
      state.replies = []
      return [UInt8(ascii: "[")] + body + [UInt8(ascii: "]")]
    }
  }
}
