package import BackupProtocol
package import Foundation

/// The runs of a schedule, as a pure function of the schedule.
///
/// Where the clock changes:
/// - A time that the clock skips runs once, as soon as the gap ends. All skipped times are one run.
/// - A time that comes twice runs the first time.
/// - A schedule with a run in every hour follows the elapsed time. It skips the hour that the clock
///   skips, and runs in each of two hours of the same name.
///
/// These are the rules of [cron(8)](https://man7.org/linux/man-pages/man8/cron.8.html). A monthly
/// run of a day that a month does not have is on the last day of the month. A cron expression skips
/// such a month, as cron does.
package struct Timetable: Sendable {
  /// The schedule with its defaults filled in.
  package let schedule: Schedule
  /// Nil for a schedule that is `off`.
  let rule: RunRule?
  let clock: WallClock
  private let jitter: Jitter

  /// Checks a schedule.
  ///
  /// - Parameters:
  ///   - path: the path of the schedule in the parameters or the configuration, for errors.
  ///   - database: the id of the database. Schedules of several databases get different jitter.
  /// - Throws: ``ContractError`` `invalidParams` that names the field and the remedy.
  package init(
    _ schedule: Schedule, at path: String = "params.schedule", database: String = ""
  ) throws {
    clock = WallClock(zone: try schedule.zone(at: path))
    rule = try schedule.rule(at: path)
    self.schedule = schedule.completed
    jitter = Jitter(seconds: Int64(schedule.jitterSeconds ?? 0), database: database)
  }

  /// The time zone of the schedule, in which retention counts days as well.
  package var timeZone: TimeZone { clock.zone }

  /// The runs that start after a moment, the earliest first. Empty for `off`.
  package func nextRuns(after moment: Timestamp, count: Int = 5) -> [ScheduledRun] {
    let seconds = moment.seconds
    var runs: [ScheduledRun] = []
    // A run that was due before may start after, by its jitter.
    var due = previousDue(by: seconds) ?? nextDue(after: seconds)
    while let next = due, runs.count < count {
      let run = run(due: next)
      if run.start > moment { runs.append(run) }
      due = nextDue(after: next)
    }
    return runs
  }

  /// The last run that started at a moment or before. Nil for `off`.
  ///
  /// Runs that no process made are caught up once: if this run is later than the last one that was
  /// made, make it, and no other.
  package func lastRun(by moment: Timestamp) -> ScheduledRun? {
    guard let due = previousDue(by: moment.seconds) else { return nil }
    let run = run(due: due)
    if run.start <= moment { return run }
    return previousDue(by: due - 1).map(self.run(due:))
  }

  /// The runs that are due from a moment on and before another, the earliest first.
  package func runs(in range: Range<Timestamp>) -> [ScheduledRun] {
    guard rule != nil, !range.isEmpty else { return [] }
    let moments = range.lowerBound.ceilingSeconds..<range.upperBound.ceilingSeconds
    guard !moments.isEmpty else { return [] }
    let days = clock.day(of: moments.lowerBound) - 1...clock.day(of: moments.upperBound) + 1
    return dueMoments(in: days).filter(moments.contains).map(run(due:))
  }

  private func run(due: Int64) -> ScheduledRun {
    let delay =
      jitter.seconds == 0
      ? 0 : jitter.delay(due: due, untilNext: (nextDue(after: due) ?? .max) - due)
    return ScheduledRun(due: Timestamp(seconds: due), start: Timestamp(seconds: due + delay))
  }
}

extension Timestamp {
  /// The whole seconds, rounded up.
  fileprivate var ceilingSeconds: Int64 { -(-millisecondsSince1970).floorDivided(by: 1000) }
}
