/// Where a connection reads the time, so that a test can set it.
package struct ConnectionClock: Sendable {
  let now: @Sendable () -> ContinuousClock.Instant

  package init(now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.now = now
  }

  package static let live = ConnectionClock { ContinuousClock.now }
}
