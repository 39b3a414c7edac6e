import BackupProtocol
import JSONCoding
import Synchronization

/// A call from its beginning to its one outcome, whichever of the answer, a cancellation, the time
/// and the end of the process comes first.
///
/// Its lock may be held while the session's is taken, never the other way round.
final class PendingCall: Sendable {
  private enum Phase {
    case unsent
    case sent(Session, id: Int)
    case cancelling(Session, id: Int)
    case ended

    var isUnsent: Bool { if case .unsent = self { true } else { false } }
  }

  private struct State {
    var phase = Phase.unsent
    var waiter: CheckedContinuation<JSONValue, any Error>?
    var outcome: Result<JSONValue, any Error>?
    var deadlines: [Deadlines.ID] = []
  }

  let request: Request
  private let state = Mutex(State())

  init(_ request: Request) {
    self.request = request
    if let timeout = request.timeout { after(timeout) { $0.timeOut(after: timeout) } }
  }

  /// The result, once it is there. To be asked for once. If the task that waits is cancelled, the
  /// call is.
  /// - Throws: ``ServiceError``, ``ClientError``, or `CancellationError` if the call was cancelled.
  func value() async throws -> JSONValue {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        let outcome = state.withLock { state in
          if state.outcome == nil { state.waiter = waiter }
          return state.outcome
        }
        if let outcome { waiter.resume(with: outcome) }
      }
    } onCancel: {
      cancel()
    }
  }

  /// Whether there is nothing left to do for it.
  var hasEnded: Bool {
    state.withLock { if case .ended = $0.phase { true } else { false } }
  }

  /// Sends the call, unless it has ended meanwhile.
  /// - Returns: false if the session has ended, so that another one is needed.
  func send(over session: Session) -> Bool {
    var problem: ClientError?
    let isOver = state.withLock { state in
      guard state.phase.isUnsent else { return true }
      guard let id = session.enter(self) else { return false }
      let bytes = session.message(request, id: id)
      let limit = session.messageLimit
      if bytes.count <= limit {
        state.phase = .sent(session, id: id)
        session.write(bytes)
      } else {
        problem = .messageTooLarge(method: request.method, bytes: bytes.count, limit: limit)
        session.withdraw(id)
      }
      return true
    }
    if let problem { finish(.failure(problem)) }
    return isOver
  }

  /// Asks the service to stop, and gives it the time of grace to say what became of the call.
  func cancel() {
    if end(.failure(CancellationError()), if: \.isUnsent) { return }
    let isAsked = state.withLock { state in
      guard case .sent(let session, let id) = state.phase else { return false }
      state.phase = .cancelling(session, id: id)
      session.cancel(id)
      return true
    }
    if isAsked { after(request.cancelGrace) { $0.finish(.failure(CancellationError())) } }
  }

  /// The service has answered with a result.
  func receive(result: JSONValue) {
    finish(.success(result))
  }

  /// The service has answered with an error.
  func receive(error: JSONValue) {
    let error = ServiceError(error, method: request.method)
    let wasCancelled = state.withLock { state in
      if case .cancelling = state.phase { error.known == .cancelled } else { false }
    }
    finish(.failure(wasCancelled ? CancellationError() : error))
  }

  /// The service says how far it has come.
  func receive(progress: Progress.Value) {
    request.progress?.yield(progress)
  }

  /// Ends the call, if nothing else has.
  func finish(_ outcome: Result<JSONValue, any Error>) {
    end(outcome) { _ in true }
  }

  /// Ends the call and asks the service to stop, unless the time of grace counts already.
  private func timeOut(after limit: Duration) {
    end(.failure(ClientError.timedOut(method: request.method, after: limit))) { phase in
      switch phase {
      case .unsent: return true
      case .sent(let session, let id):
        session.cancel(id)
        return true
      case .cancelling, .ended: return false
      }
    }
  }

  /// Ends the call, if nothing else has and it is in a phase that allows it. Neither an answer nor the
  /// sending comes between the question and the end.
  /// - Returns: whether it did.
  @discardableResult
  private func end(
    _ outcome: Result<JSONValue, any Error>, if isAllowed: (Phase) -> Bool
  ) -> Bool {
    let (hasEnded, waiter) = state.withLock {
      state -> (Bool, CheckedContinuation<JSONValue, any Error>?) in
      guard isAllowed(state.phase) else { return (false, nil) }
      switch state.phase {
      case .sent(let session, let id), .cancelling(let session, let id): session.forget(id)
      case .unsent: break
      case .ended: return (false, nil)
      }
      state.phase = .ended
      state.outcome = outcome
      for id in state.deadlines { Deadlines.shared.remove(id) }
      state.deadlines = []
      defer { state.waiter = nil }
      return (true, state.waiter)
    }
    guard hasEnded else { return false }
    request.progress?.finish()
    waiter?.resume(with: outcome)
    return true
  }

  private func after(_ delay: Duration, _ action: @escaping @Sendable (PendingCall) -> Void) {
    let id = Deadlines.shared.add(after: delay) { [weak self] in
      if let self { action(self) }
    }
    let isOver = state.withLock { state in
      if case .ended = state.phase { return true }
      state.deadlines.append(id)
      return false
    }
    if isOver { Deadlines.shared.remove(id) }
  }
}
