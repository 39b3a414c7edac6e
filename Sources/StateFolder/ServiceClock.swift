package import BackupProtocol
import Glibc

/// The time of day, and random bits: what tests replace.
package struct ServiceClock: Sendable {
  package let now: @Sendable () -> Timestamp
  package let random: @Sendable () -> UInt64

  package init(
    now: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable () -> UInt64
  ) {
    self.now = now
    self.random = random
  }

  /// The system's clock and its secure random source.
  package static let live = ServiceClock(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Timestamp(
        millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    },
    random: {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    })
}
