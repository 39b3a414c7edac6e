/// A delay that all processes compute alike, so that one run has one start.
struct Jitter: Sendable {
  let seconds: Int64
  private let seed: UInt64

  init(seconds: Int64, database: String) {
    self.seconds = seconds
    seed = database.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// From 0 to `seconds`, and less than the time until the next run is due, so that runs keep their
  /// order.
  func delay(due: Int64, untilNext: Int64) -> Int64 {
    let bound = min(seconds + 1, max(untilNext, 1))
    return Int64(Self.mixed(seed &+ UInt64(bitPattern: due)) % UInt64(bound))
  }

  /// The finalizer of [SplitMix64](https://prng.di.unimi.it/splitmix64.c). `Hasher` would give
  /// another number in each process.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
