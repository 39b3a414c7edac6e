/// Calls that wait until the service takes more requests, first come, first served.
///
/// It holds those that wait and nothing else: one that is taken or removed leaves no trace.
struct PostponedCalls {
  typealias Ticket = Int

  private var calls: [Ticket: PendingCall] = [:]
  /// No ticket before this one waits.
  private var first: Ticket = 0
  private var next: Ticket = 0

  var count: Int { calls.count }

  mutating func append(_ call: PendingCall) -> Ticket {
    defer { next += 1 }
    calls[next] = call
    return next
  }

  mutating func takeFirst() -> PendingCall? {
    while first < next {
      defer { first += 1 }
      if let call = calls.removeValue(forKey: first) { return call }
    }
    return nil
  }

  mutating func takeAll() -> [PendingCall] {
    defer {
      calls = [:]
      first = next
    }
    return calls.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Drops a call that has ended, if it is still here.
  mutating func remove(_ ticket: Ticket) {
    calls[ticket] = nil
  }
}
