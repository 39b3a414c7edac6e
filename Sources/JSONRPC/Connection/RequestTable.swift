import JSONCoding
import Synchronization

/// The requests without an answer: an identifier is in it from its arrival to its reply.
///
/// A request that comes while too many are in progress waits its turn, as long as all that wait have
/// room.
final class RequestTable: Sendable {
  private enum Entry {
    case waiting(Waiting)
    case inProgress(Task<Void, Never>)
  }

  /// A request that waits its turn.
  private struct Waiting {
    let turn: Int
    let bytes: Int
    let makeTask: @Sendable () -> Task<Void, Never>
  }

  private struct State {
    var entries: [RequestID: Entry] = [:]
    var tokens: Set<JSONValue> = []
    /// Answers that are still owed by what is in progress.
    var unanswered = 0
    /// The requests that wait, in the order in which they came. Those before `first` have begun, and
    /// those whose turn is not that of their entry were cancelled.
    var queue: [(id: RequestID, turn: Int)] = []
    var first = 0
    var nextTurn = 0
    var waitingCount = 0
    var waitingBytes = 0
    var whenAllAnswered: [@Sendable () -> Void] = []

    var isIdle: Bool { unanswered == 0 && waitingCount == 0 }

    mutating func append(
      _ id: RequestID, bytes: Int, _ makeTask: @escaping @Sendable () -> Task<Void, Never>
    ) {
      // Those that were cancelled leave their places behind.
      if queue.count > 2 * waitingCount + 1024 {
        queue = queue[first...].filter { isWaiting($0.id, turn: $0.turn) }
        first = 0
      }
      entries[id] = .waiting(Waiting(turn: nextTurn, bytes: bytes, makeTask: makeTask))
      queue.append((id, nextTurn))
      nextTurn += 1
      waitingCount += 1
      waitingBytes += bytes
    }

    private func isWaiting(_ id: RequestID, turn: Int) -> Bool {
      if case .waiting(let waiting) = entries[id] { waiting.turn == turn } else { false }
    }

    /// Begins a request that waits, whatever its turn.
    mutating func begin(_ id: RequestID, _ waiting: Waiting) {
      waitingCount -= 1
      waitingBytes -= waiting.bytes
      begin(id, waiting.makeTask)
    }

    /// Begins a request. The task is made under the lock, so that it cannot leave before it came.
    mutating func begin(_ id: RequestID, _ makeTask: () -> Task<Void, Never>) {
      unanswered += 1
      entries[id] = .inProgress(makeTask())
    }

    /// Begins the request whose turn it is.
    /// - Returns: whether there was one.
    mutating func beginFirst() -> Bool {
      while first < queue.count {
        let (id, turn) = queue[first]
        first += 1
        // The room of those that have gone is given back now and then.
        if first == queue.count || first > 1024 {
          queue.removeFirst(first)
          first = 0
        }
        guard case .waiting(let waiting) = entries[id], waiting.turn == turn else { continue }
        begin(id, waiting)
        return true
      }
      return false
    }
  }

  /// What a request that waits takes beside its text, in bytes.
  private static let overhead = 512

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.entries.count } }

  /// Whether a request has no answer that is at least queued.
  var isIdle: Bool { state.withLock { $0.isIdle } }

  func contains(_ id: RequestID) -> Bool {
    state.withLock { $0.entries[id] != nil }
  }

  /// Reserves a progress token; `false` where another request has it.
  func reserve(token: JSONValue) -> Bool {
    state.withLock { $0.tokens.insert(token).inserted }
  }

  func free(token: JSONValue) {
    state.withLock { _ = $0.tokens.remove(token) }
  }

  /// Makes room for the answers of a batch, unless there would be more than the limit. Batches do not
  /// wait.
  ///
  /// - Parameter unwritten: asked under the lock, as an answer is delivered there: it counts either as
  ///   missing or as not written.
  func admit(_ count: Int, limit: Int, unwritten: @autoclosure () -> Int) -> Bool {
    state.withLock { state in
      guard state.unanswered + unwritten() + count <= limit else { return false }
      state.unanswered += count
      return true
    }
  }

  /// Gives back room whose answers did not have to wait.
  func release(_ count: Int) {
    state.withLock { $0.unanswered -= count }
  }

  /// Enters a request of a batch, for which there is room.
  func addAdmitted(_ id: RequestID, _ makeTask: () -> Task<Void, Never>) {
    state.withLock { $0.entries[id] = .inProgress(makeTask()) }
  }

  /// Enters a request, which begins at once or waits its turn.
  ///
  /// - Parameter bytes: the size of its message.
  /// - Returns: whether there was room for it.
  func add(
    _ id: RequestID, bytes: Int, _ limits: ConnectionLimits, unwritten: @autoclosure () -> Int,
    _ makeTask: @escaping @Sendable () -> Task<Void, Never>
  ) -> Bool {
    state.withLock { state in
      if state.waitingCount == 0, state.unanswered + unwritten() < limits.requestsInProgress {
        state.begin(id, makeTask)
        return true
      }
      let bytes = bytes + Self.overhead
      guard state.waitingBytes + bytes <= limits.queuedRequestBytes else { return false }
      state.append(id, bytes: bytes, makeTask)
      return true
    }
  }

  /// Begins the requests whose turn has come.
  func beginWaiting(limit: Int, unwritten: @autoclosure () -> Int) {
    state.withLock { state in
      while state.unanswered + unwritten() < limit, state.beginFirst() {}
    }
  }

  /// Takes a request out and delivers its answer in one step: the identifier is free again before
  /// the peer can read the answer, and nobody sees neither the request nor its answer.
  func remove(_ id: RequestID, token: JSONValue?, deliver: () -> Int) {
    let observers = state.withLock { state -> [@Sendable () -> Void] in
      state.entries[id] = nil
      if let token { state.tokens.remove(token) }
      state.unanswered -= deliver()
      guard state.isIdle else { return [] }
      defer { state.whenAllAnswered = [] }
      return state.whenAllAnswered
    }
    for observer in observers { observer() }
  }

  /// Calls back once, when no request is unanswered.
  func whenAllAnswered(_ observer: @escaping @Sendable () -> Void) {
    let isIdle = state.withLock { state in
      if !state.isIdle { state.whenAllAnswered.append(observer) }
      return state.isIdle
    }
    if isIdle { observer() }
  }

  /// Cancels a request; it still gets its reply. One that waits begins, and ends at once.
  func cancel(_ id: RequestID) {
    state.withLock { state in
      if case .waiting(let waiting) = state.entries[id] { state.begin(id, waiting) }
      if case .inProgress(let task) = state.entries[id] { task.cancel() }
    }
  }

  func cancelAll() {
    for id in state.withLock({ Array($0.entries.keys) }) { cancel(id) }
  }
}
