/// How long to wait before the process is started again.
struct Backoff: Sendable {
  static let first = Duration.milliseconds(100)
  static let longest = Duration.seconds(10)
  /// A process that lived for so long makes the next wait a first one again.
  static let settled = Duration.seconds(10)

  private var next = Self.first

  /// The time to wait after a process that lived for so long, between three quarters of the measure
  /// and five, so that many clients do not start at the same moment.
  mutating func delay(livedFor lifetime: Duration) -> Duration {
    if lifetime >= Self.settled { next = Self.first }
    defer { next = min(next * 2, Self.longest) }
    return next * Double.random(in: 0.75...1.25)
  }
}
