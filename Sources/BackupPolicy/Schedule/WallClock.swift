import BackupProtocol
import Foundation

/// Local time in a time zone. Moments are seconds since the beginning of 1970 in UTC; local times are
/// the same count as a clock on the wall has it.
struct WallClock: Sendable {
  /// The moments at which the clock shows a local time.
  enum Occurrence: Equatable {
    case once(Int64)
    /// The clock was put back: the time comes once before, and once after.
    case twice(Int64, Int64)
    /// The clock was put forward and skips the time. The gap ends at this moment.
    case never(gapEnd: Int64)
  }

  let zone: TimeZone

  func offset(at moment: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(moment))))
  }

  func local(_ moment: Int64) -> Int64 { moment + offset(at: moment) }

  /// The days since 1970, by the local date.
  func day(of moment: Int64) -> Int64 { local(moment).floorDivided(by: .secondsInDay) }

  func occurrence(of local: Int64) -> Occurrence {
    // No zone is further from UTC than 16 hours, so that all moments in question are in between.
    let start = local - 16 * 3600
    let end = local + 16 * 3600
    let before = offset(at: start)
    let after = offset(at: end)
    guard before != after else { return .once(local - before) }
    let change = self.change(from: start, to: end, before: before)
    let first = local - before
    let second = local - after
    switch (first < change, second >= change) {
    case (true, true): return .twice(first, second)
    case (true, false): return .once(first)
    case (false, true): return .once(second)
    case (false, false): return .never(gapEnd: change)
    }
  }

  /// The first moment with another offset than `before`.
  private func change(from start: Int64, to end: Int64, before: Int64) -> Int64 {
    var start = start
    var end = end
    while end - start > 1 {
      let middle = start + (end - start) / 2
      if offset(at: middle) == before { start = middle } else { end = middle }
    }
    return end
  }
}

extension Int64 {
  static var secondsInDay: Int64 { 86_400 }

  func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Timestamp {
  init(seconds: Int64) { self.init(millisecondsSince1970: seconds * 1000) }

  /// The whole seconds, rounded down.
  var seconds: Int64 { millisecondsSince1970.floorDivided(by: 1000) }
}
