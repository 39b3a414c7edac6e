/// Decides which of a request's progress reports go out, and when. Pure: the time comes in.
///
/// `completed` never falls over the whole request: where a new phase counts from the start again,
/// its numbers are put on top of those before, its `total` as well.
struct ProgressPacer {
  /// Eight a second, so that with the last one, which does not wait, ten a second is the most.
  static let interval = Duration.milliseconds(125)

  private var waiting: ProgressUpdate?
  private var nextDue: ContinuousClock.Instant?
  private var phase: String?
  private var highest: Int64 = 0
  private var offset: Int64 = 0

  /// Takes a report; a former one that has not gone out is dropped.
  /// - Returns: whether there was none.
  mutating func accept(_ update: ProgressUpdate) -> Bool {
    defer { take(update) }
    return waiting == nil
  }

  private mutating func take(_ update: ProgressUpdate) {
    if phase != update.phase {
      offset = update.completed < highest ? highest : 0
      phase = update.phase
    }
    var update = update
    highest = max(highest, update.completed.clampedSum(offset))
    update.completed = highest
    update.total = update.total?.clampedSum(offset)
    waiting = update
  }

  /// When there will be something to send; `nil` while nothing waits.
  func due(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    waiting == nil ? nil : nextDue ?? now
  }

  /// The report to send now, if there is one whose time has come.
  mutating func take(now: ContinuousClock.Instant) -> ProgressUpdate? {
    guard let due = due(now: now), due <= now else { return nil }
    nextDue = now.advanced(by: Self.interval)
    return takeLast()
  }

  /// The report that has not gone out yet, whatever the time is.
  mutating func takeLast() -> ProgressUpdate? {
    defer { waiting = nil }
    return waiting
  }
}

extension Int64 {
  fileprivate func clampedSum(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}
