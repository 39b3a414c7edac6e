/// Calls that wait until the service takes more requests, first come, first served.
struct PostponedCalls {
  private var calls: [PendingCall] = []
  private var first = 0

  mutating func append(_ call: PendingCall) {
    calls.append(call)
  }

  mutating func takeFirst() -> PendingCall? {
    guard first < calls.count else {
      self = PostponedCalls()
      return nil
    }
    defer { first += 1 }
    return calls[first]
  }

  mutating func takeAll() -> [PendingCall] {
    defer { self = PostponedCalls() }
    return Array(calls[first...])
  }
}
