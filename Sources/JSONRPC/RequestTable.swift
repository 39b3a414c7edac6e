import JSONCoding
import Synchronization

/// The requests in progress: an identifier is in it from its arrival to its reply.
final class RequestTable: Sendable {
  private struct State {
    var tasks: [RequestID: Task<Void, Never>] = [:]
    var tokens: Set<JSONValue> = []
    var unanswered = 0
    var whenAllAnswered: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.tasks.count } }

  /// Requests whose answer has not been queued, among them those whose batch is not complete.
  var unanswered: Int { state.withLock { $0.unanswered } }

  func contains(_ id: RequestID) -> Bool {
    state.withLock { $0.tasks[id] != nil }
  }

  /// Reserves a progress token; `false` where another request has it.
  func reserve(token: JSONValue) -> Bool {
    state.withLock { $0.tokens.insert(token).inserted }
  }

  func free(token: JSONValue) {
    state.withLock { _ = $0.tokens.remove(token) }
  }

  /// Makes room for that many answers, unless there would be more than the limit.
  func admit(_ count: Int, limit: Int, unwritten: Int) -> Bool {
    state.withLock { state in
      guard state.unanswered + unwritten + count <= limit else { return false }
      state.unanswered += count
      return true
    }
  }

  /// Gives back room whose answers did not have to wait.
  func release(_ count: Int) {
    state.withLock { $0.unanswered -= count }
  }

  /// Enters a request. The task is made under the lock, so that it cannot leave before it came.
  func add(_ id: RequestID, _ makeTask: () -> Task<Void, Never>) {
    state.withLock { $0.tasks[id] = makeTask() }
  }

  /// Takes a request out and delivers its answer in one step: the identifier is free again before
  /// the peer can read the answer, and nobody sees neither the request nor its answer.
  func remove(_ id: RequestID, token: JSONValue?, deliver: () -> Int) {
    let observers = state.withLock { state -> [@Sendable () -> Void] in
      state.tasks[id] = nil
      if let token { state.tokens.remove(token) }
      state.unanswered -= deliver()
      guard state.unanswered == 0 else { return [] }
      defer { state.whenAllAnswered = [] }
      return state.whenAllAnswered
    }
    for observer in observers { observer() }
  }

  /// Calls back once, when no request is unanswered.
  func whenAllAnswered(_ observer: @escaping @Sendable () -> Void) {
    let isIdle = state.withLock { state in
      if state.unanswered > 0 { state.whenAllAnswered.append(observer) }
      return state.unanswered == 0
    }
    if isIdle { observer() }
  }

  func cancel(_ id: RequestID) {
    state.withLock { $0.tasks[id] }?.cancel()
  }

  func cancelAll() {
    for task in state.withLock({ Array($0.tasks.values) }) { task.cancel() }
  }
}
