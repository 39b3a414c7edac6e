import Synchronization

/// Hands each event to everyone who listens.
final class EventHub: Sendable {
  typealias Event = StrongroomClient.Event

  private struct State {
    var listeners: [Int: AsyncStream<Event>.Continuation] = [:]
    var nextID = 0
    var hasEnded = false
  }

  /// How many events wait for a listener who does not take them; then the oldest one goes.
  static let kept = 1000

  private let state = Mutex(State())

  func listen() -> AsyncStream<Event> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Event.self, bufferingPolicy: .bufferingNewest(Self.kept))
    let id: Int? = state.withLock { state in
      guard !state.hasEnded else { return nil }
      defer { state.nextID += 1 }
      state.listeners[state.nextID] = continuation
      return state.nextID
    }
    guard let id else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) }
    }
    return stream
  }

  func send(_ event: Event) {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(event) }
  }

  /// Ends every stream, also those yet to be asked for.
  func finish() {
    let listeners = state.withLock { state in
      state.hasEnded = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
