import Synchronization

/// Lets a number of operations run at once, has a number of others wait in their order, and turns
/// further ones away.
package final class WorkGate: Sendable {
  /// So many operations wait already.
  package struct Full: Error {
    package let running: Int
    package let waiting: Int
  }

  private typealias Entry = CheckedContinuation<Void, any Error>

  private struct State {
    var running = 0
    var waiting: [(number: Int, entry: Entry)] = []
    var lastNumber = 0
  }

  private let running: Int
  private let waiting: Int
  private let state = Mutex(State())

  package init(running: Int, waiting: Int) {
    self.running = running
    self.waiting = waiting
  }

  /// Runs an operation when its turn has come.
  ///
  /// - Throws: ``Full``, or `CancellationError` for a task that is cancelled while it waits.
  package func run<Value>(_ operation: () async throws -> Value) async throws -> Value {
    try await enter()
    defer { leave() }
    return try await operation()
  }

  private func enter() async throws {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { entry in enter(entry, number) }
    } onCancel: {
      cancel(number)
    }
  }

  private func enter(_ entry: Entry, _ number: Int) {
    let outcome = state.withLock { state -> Result<Void, any Error>? in
      // Under the lock: a cancellation after this finds the entry.
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.running < running {
        state.running += 1
        return .success(())
      }
      guard state.waiting.count < waiting else {
        return .failure(Full(running: running, waiting: waiting))
      }
      state.waiting.append((number, entry))
      return nil
    }
    if let outcome { entry.resume(with: outcome) }
  }

  private func cancel(_ number: Int) {
    let entry = state.withLock { state in
      state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0).entry }
    }
    entry?.resume(throwing: CancellationError())
  }

  private func leave() {
    let next = state.withLock { state -> Entry? in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.waiting.removeFirst().entry
    }
    next?.resume()
  }
}
