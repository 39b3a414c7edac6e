import Synchronization

/// Does things after a time, unless they are called off, with one task that sleeps for all of them.
///
/// A task that sleeps for each would cost a call more than all the rest of it, and a timer that is
/// called off stays with the system until its time.
final class Deadlines: Sendable {
  typealias ID = Int

  private struct Entry {
    let time: ContinuousClock.Instant
    let action: @Sendable () -> Void
  }

  private struct State {
    var entries: [ID: Entry] = [:]
    var nextID = 0
    var sleeper: (task: Task<Void, Never>, until: ContinuousClock.Instant)?
  }

  static let shared = Deadlines()

  private let state = Mutex(State())

  /// Does something after a time.
  func add(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> ID {
    let time = ContinuousClock.now + delay
    return state.withLock { state in
      defer { state.nextID += 1 }
      state.entries[state.nextID] = Entry(time: time, action: action)
      sleep(&state, until: time)
      return state.nextID
    }
  }

  /// Calls something off that has not been done yet.
  func remove(_ id: ID) {
    _ = state.withLock { $0.entries.removeValue(forKey: id) }
  }

  /// Wakes up at this time, or before.
  private func sleep(_ state: inout State, until time: ContinuousClock.Instant) {
    if let sleeper = state.sleeper {
      guard time < sleeper.until else { return }
      sleeper.task.cancel()
    }
    let task = Task.detached { [self] in
      do { try await Task.sleep(until: time, clock: .continuous) } catch { return }
      wake()
    }
    state.sleeper = (task, time)
  }

  private func wake() {
    let due = state.withLock { state in
      state.sleeper = nil
      let now = ContinuousClock.now
      let due = state.entries.filter { $0.value.time <= now }
      for id in due.keys { state.entries[id] = nil }
      if let next = state.entries.values.map(\.time).min() { sleep(&state, until: next) }
      return due.values.sorted { $0.time < $1.time }
    }
    for entry in due { entry.action() }
  }
}
