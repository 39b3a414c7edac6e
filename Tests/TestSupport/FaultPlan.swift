import Synchronization

/// Counts the calls that go by, and fails those that it was told to.
package final class FaultPlan: Sendable {
  package enum Moment: String, Sendable, CaseIterable {
    /// Instead of the call.
    case before
    /// The call does its work, and then reports a failure.
    case after
  }

  private struct State {
    var calls: [String] = []
    var isArmed = false
    var countdown = 0
    var moment = Moment.before
    var isLasting = false
    var error: any Error
    var onCall: @Sendable (String) throws -> Void = { _ in }
    var hasFailed = false
  }

  private let state: Mutex<State>

  package init(_ error: some Error) { state = Mutex(State(error: error)) }

  /// Fails one call.
  ///
  /// - Parameters:
  ///   - position: which call from now on, counted from 1.
  ///   - isLasting: whether all the calls behind it fail as well.
  package func fail(_ position: Int, _ moment: Moment = .before, isLasting: Bool = false) {
    state.withLock { state in
      state.isArmed = true
      state.countdown = position
      state.moment = moment
      state.isLasting = isLasting
      state.hasFailed = false
    }
  }

  package func disarm() { state.withLock { $0.isArmed = false } }

  /// Called with the name of each call before it; what it throws, the call throws.
  package func onCall(_ body: @escaping @Sendable (String) throws -> Void) {
    state.withLock { $0.onCall = body }
  }

  /// Whether a call has failed since the plan was armed.
  package var hasFailed: Bool { state.withLock { $0.hasFailed } }

  /// Names of all calls so far.
  package var calls: [String] { state.withLock { $0.calls } }

  func perform<Result>(_ name: String, _ call: () throws -> Result) throws -> Result {
    let (observe, failure, moment) = state.withLock { state in
      state.calls.append(name)
      guard state.isArmed else {
        return (state.onCall, nil as (any Error)?, Moment.before)
      }
      state.countdown -= 1
      let fails = state.countdown == 0 || (state.countdown < 0 && state.isLasting)
      if fails { state.hasFailed = true }
      return (state.onCall, fails ? state.error : nil, state.moment)
    }
    try observe(name)
    if let failure, moment == .before { throw failure }
    let result = try call()
    if let failure { throw failure }
    return result
  }
}
