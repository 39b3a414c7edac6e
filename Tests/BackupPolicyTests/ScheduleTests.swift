import BackupPolicy
import BackupProtocol
import Testing

@Suite("The runs of a schedule")
struct ScheduleTests {
  /// A schedule, a moment, and the runs after it.
  struct Case: CustomTestStringConvertible {
    let name: String
    let schedule: Schedule
    let after: String
    let runs: [String]

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "hourly", schedule: Schedule(frequency: .hourly, minute: 15),
      after: "2026-03-01T09:15:00Z", runs: ["2026-03-01T10:15:00Z", "2026-03-01T11:15:00Z"]),
    Case(
      name: "daily in a zone",
      schedule: Schedule(frequency: .daily, at: "02:30", timeZone: "Asia/Karachi"),
      after: "2026-03-01T09:00:00Z", runs: ["2026-03-01T21:30:00Z", "2026-03-02T21:30:00Z"]),
    Case(
      name: "weekly, Sunday being the last day",
      schedule: Schedule(frequency: .weekly, at: "23:59", dayOfWeek: 7),
      after: "2026-03-01T09:00:00Z", runs: ["2026-03-01T23:59:00Z", "2026-03-08T23:59:00Z"]),
    Case(
      name: "monthly on the 31st, the last day of shorter months",
      schedule: Schedule(frequency: .monthly, at: "12:00", dayOfMonth: 31), after: "2026-01-15",
      runs: [
        "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z",
        "2026-04-30T12:00:00Z", "2026-05-31T12:00:00Z",
      ]),
    Case(
      name: "monthly on the 30th in a leap year",
      schedule: Schedule(frequency: .monthly, at: "12:00", dayOfMonth: 30), after: "2028-02-01",
      runs: ["2028-02-29T12:00:00Z", "2028-03-30T12:00:00Z"]),
    Case(
      name: "cron on the 31st, which skips shorter months",
      schedule: Schedule(frequency: .cron, cron: "0 0 31 * *"), after: "2026-02-01",
      runs: ["2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z", "2026-07-31T00:00:00Z"]),
    Case(
      name: "cron on a leap day, over a century without one",
      schedule: Schedule(frequency: .cron, cron: "0 0 29 feb *"), after: "2093-01-01",
      runs: ["2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z"]),
    Case(
      name: "cron with a day of the month or a day of the week",
      schedule: Schedule(frequency: .cron, cron: "0 0 1 * 1"), after: "2026-03-01T12:00:00Z",
      runs: [
        "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z",
        "2026-03-23T00:00:00Z", "2026-03-30T00:00:00Z", "2026-04-01T00:00:00Z",
      ]),
    Case(
      name: "cron with a stepped day of the month and a day of the week",
      schedule: Schedule(frequency: .cron, cron: "0 0 */2 * mon"), after: "2026-03-01T12:00:00Z",
      runs: ["2026-03-09T00:00:00Z", "2026-03-23T00:00:00Z", "2026-04-13T00:00:00Z"]),
    Case(
      name: "cron with names, lists, ranges and steps",
      schedule: Schedule(frequency: .cron, cron: "5,50-58/4 8-10/2 * JUN-jul Sat,7"),
      after: "2026-06-06T08:50:00Z",
      runs: [
        "2026-06-06T08:54:00Z", "2026-06-06T08:58:00Z", "2026-06-06T10:05:00Z",
        "2026-06-06T10:50:00Z", "2026-06-06T10:54:00Z", "2026-06-06T10:58:00Z",
        "2026-06-07T08:05:00Z",
      ]),
    Case(
      name: "a time that does not exist, at the end of the gap",
      schedule: Schedule(frequency: .daily, at: "02:30", timeZone: "America/New_York"),
      after: "2025-03-08T12:00:00Z", runs: ["2025-03-09T07:00:00Z", "2025-03-10T06:30:00Z"]),
    Case(
      name: "many times that do not exist, once",
      schedule: Schedule(
        frequency: .cron, cron: "*/15 2 * * *", timeZone: "America/New_York"),
      after: "2025-03-08T12:00:00Z", runs: ["2025-03-09T07:00:00Z", "2025-03-10T06:00:00Z"]),
    Case(
      name: "a time that comes twice, the first time",
      schedule: Schedule(frequency: .daily, at: "01:30", timeZone: "America/New_York"),
      after: "2025-11-01T12:00:00Z", runs: ["2025-11-02T05:30:00Z", "2025-11-03T06:30:00Z"]),
    Case(
      name: "a clock that is put forward by half an hour",
      schedule: Schedule(frequency: .daily, at: "02:15", timeZone: "Australia/Lord_Howe"),
      after: "2025-10-04T00:00:00Z", runs: ["2025-10-04T15:30:00Z", "2025-10-05T15:15:00Z"]),
    Case(
      name: "a clock that is put back by half an hour",
      schedule: Schedule(frequency: .daily, at: "01:45", timeZone: "Australia/Lord_Howe"),
      after: "2025-04-05T00:00:00Z", runs: ["2025-04-05T14:45:00Z", "2025-04-06T15:15:00Z"]),
    Case(
      name: "a day that a zone skips",
      schedule: Schedule(
        frequency: .weekly, at: "02:30", dayOfWeek: 5, timeZone: "Pacific/Apia"),
      after: "2011-12-25T00:00:00Z", runs: ["2011-12-30T10:00:00Z", "2012-01-05T12:30:00Z"]),
    Case(
      name: "a zone whose clock is put back over midnight",
      schedule: Schedule(frequency: .daily, at: "00:00", timeZone: "America/St_Johns"),
      after: "2010-11-06T12:00:00Z", runs: ["2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"]),
    Case(name: "off", schedule: Schedule(frequency: .off), after: "2026-03-01", runs: []),
  ]

  @Test("are found for", arguments: cases)
  func goldenRuns(of sample: Case) throws {
    let timetable = try Timetable(sample.schedule)
    let after = try moment(sample.after)
    let expected = try sample.runs.map(moment)
    #expect(timetable.nextRuns(after: after, count: expected.count).map(\.start) == expected)
    if sample.runs.isEmpty {
      #expect(timetable.nextRuns(after: after).isEmpty)
      #expect(timetable.lastRun(by: after) == nil)
    }
    for (index, run) in expected.enumerated() {
      #expect(timetable.lastRun(by: run)?.start == run)
      if index > 0 { #expect(timetable.lastRun(by: run + -1)?.start == expected[index - 1]) }
    }
  }

  @Test("in every hour follow the elapsed time where the clock changes")
  func everyHour() throws {
    let timetable = try Timetable(
      Schedule(frequency: .hourly, minute: 30, timeZone: "America/New_York"))
    let autumn = timetable.runs(
      in: try moment("2025-11-02T04:00:00Z")..<moment("2025-11-03T05:00:00Z"))
    let spring = timetable.runs(
      in: try moment("2025-03-09T05:00:00Z")..<moment("2025-03-10T04:00:00Z"))
    #expect(autumn.count == 25)
    #expect(spring.count == 23)
    for runs in [autumn, spring] {
      for (run, next) in zip(runs, runs.dropFirst()) { #expect(next.due == run.due + 3600) }
    }
  }

  @Test("are five by default")
  func five() throws {
    let timetable = try Timetable(Schedule(frequency: .daily))
    #expect(timetable.nextRuns(after: try moment("2026-03-01")).count == 5)
  }

  @Test("that were missed are one run to catch up")
  func missed() throws {
    let timetable = try Timetable(Schedule(frequency: .daily, at: "02:30"))
    let lastMade = try moment("2026-03-01T02:30:00Z")
    let back = try moment("2026-03-04T09:00:00Z")
    #expect(timetable.runs(in: lastMade + 1..<back).count == 3)
    #expect(timetable.lastRun(by: back)?.due == (try moment("2026-03-04T02:30:00Z")))
  }

  @Test("do not depend on when the process started")
  func restarts() throws {
    let timetable = try Timetable(
      Schedule(frequency: .daily, at: "02:30", timeZone: "Europe/Berlin", jitterSeconds: 600))
    let month = timetable.runs(in: try moment("2026-03-01")..<moment("2026-04-01"))
    #expect(month.count == 31)
    for run in month {
      #expect(timetable.nextRuns(after: run.start + -1, count: 1) == [run])
      #expect(timetable.nextRuns(after: run.due + -1, count: 1) == [run])
      #expect(timetable.lastRun(by: run.start + 1) == run)
    }
  }
}

@Suite("Jitter")
struct JitterTests {
  let start = Timestamp(millisecondsSince1970: 1_772_323_200_000)

  @Test("delays a run by as much as allowed, alike in all processes, and keeps the order")
  func bounds() throws {
    let schedule = Schedule(frequency: .hourly, jitterSeconds: 86_400)
    let runs = try Timetable(schedule, database: "shop").nextRuns(after: start, count: 1000)
    #expect(runs == (try Timetable(schedule, database: "shop").nextRuns(after: start, count: 1000)))
    for (run, next) in zip(runs, runs.dropFirst()) {
      #expect(run.due <= run.start && run.start < next.due)
    }
    #expect(Set(runs.map { $0.start.millisecondsSince1970 % 3_600_000 }).count > 800)
  }

  @Test("stays the same from version to version")
  func golden() throws {
    let schedule = Schedule(frequency: .daily, jitterSeconds: 599)
    let runs = try Timetable(schedule, database: "shop").nextRuns(after: start, count: 3)
    #expect(
      runs.map { ($0.start.millisecondsSince1970 - $0.due.millisecondsSince1970) / 1000 }
        == [552, 314, 416])
  }

  @Test("differs between databases")
  func databases() throws {
    let schedule = Schedule(frequency: .daily, jitterSeconds: 3600)
    let starts = try (0..<50).map { number in
      try Timetable(schedule, database: "shop \(number)").nextRuns(after: start, count: 1)
    }
    #expect(Set(starts).count > 45)
  }
}
