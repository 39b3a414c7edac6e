import BackupPolicy
import BackupProtocol
import Testing

@Suite("A schedule is checked as a whole")
struct ScheduleCheckTests {
  struct Refusal: CustomTestStringConvertible {
    let schedule: Schedule
    let path: String
    let message: String

    var testDescription: String { message }
  }

  private static func cron(_ text: String, _ message: String) -> Refusal {
    Refusal(
      schedule: Schedule(frequency: .cron, cron: text), path: "params.schedule.cron",
      message: message)
  }

  static let refusals = [
    Refusal(
      schedule: Schedule(frequency: .daily, at: "24:00"), path: "params.schedule.at",
      message: "The parameter params.schedule.at must be a time from 00:00 to 23:59, got 24:00."),
    Refusal(
      schedule: Schedule(frequency: .daily, at: "2:30"), path: "params.schedule.at",
      message: "The parameter params.schedule.at must be a time from 00:00 to 23:59, got 2:30."),
    Refusal(
      schedule: Schedule(frequency: .hourly, minute: 60), path: "params.schedule.minute",
      message: "The parameter params.schedule.minute must be 0–59, got 60."),
    Refusal(
      schedule: Schedule(frequency: .weekly, dayOfWeek: 0), path: "params.schedule.dayOfWeek",
      message: "The parameter params.schedule.dayOfWeek must be 1–7, got 0."),
    Refusal(
      schedule: Schedule(frequency: .monthly, dayOfMonth: 32), path: "params.schedule.dayOfMonth",
      message: "The parameter params.schedule.dayOfMonth must be 1–31, got 32."),
    Refusal(
      schedule: Schedule(frequency: .daily, jitterSeconds: -1),
      path: "params.schedule.jitterSeconds",
      message: "The parameter params.schedule.jitterSeconds must be 0–86400, got -1."),
    Refusal(
      schedule: Schedule(frequency: .daily, minute: 30), path: "params.schedule.minute",
      message: "The parameter params.schedule.minute is not used by the frequency daily."),
    Refusal(
      schedule: Schedule(frequency: .hourly, cron: "0 * * * *"), path: "params.schedule.cron",
      message: "The parameter params.schedule.cron is not used by the frequency hourly."),
    Refusal(
      schedule: Schedule(frequency: .cron), path: "params.schedule.cron",
      message:
        "The parameter params.schedule.cron must be a cron expression with five fields, got nothing."
    ),
    cron("0 0 * *", "A cron expression must have five fields, got 4."),
    cron("@daily", "A cron expression must have five fields, got 1."),
    cron("0 25 * * *", "Field 2 must be 0–23, got 25."),
    cron("60 * * * *", "Field 1 must be 0–59, got 60."),
    cron("0 0 0 * *", "Field 3 must be 1–31, got 0."),
    cron("0 0 * 13 *", "Field 4 must be 1–12, got 13."),
    cron("0 0 * * 8", "Field 5 must be 0–7, got 8."),
    cron("0 0 * * someday", "Field 5 must be 0–7, got someday."),
    cron("0 0 L * *", "Field 3 must be 1–31, got L."),
    cron("0 -1 * * *", "Field 2 must be 0–23, got nothing."),
    cron("0, 0 * * *", "Field 1 must be 0–59, got nothing."),
    cron("0 22-2 * * *", "Field 2 must be 0–23, got 22-2."),
    cron("5/15 * * * *", "Field 1 must be 0–59, got 5/15."),
    cron("*/0 * * * *", "Field 1 must be 0–59, got */0."),
    cron("*/ * * * *", "Field 1 must be 0–59, got */."),
    cron("١ * * * *", "Field 1 must be 0–59, got ١."),
    cron(
      "0 2 30 2 *", "The cron expression never matches: no month in field 4 has a day in field 3."),
    cron(
      "0 2 31 4,6,9,11 *",
      "The cron expression never matches: no month in field 4 has a day in field 3."),
  ]

  @Test("and refused with the field and the remedy", arguments: refusals)
  func refused(_ refusal: Refusal) {
    let error = #expect(throws: ContractError.self) { try Timetable(refusal.schedule) }
    #expect(error?.message == refusal.message)
    #expect(error?.kind == .invalidParams)
    #expect(error?.data.path == refusal.path)
    #expect(error?.data.expected != nil)
  }

  @Test(
    "and refused for a time zone that is none",
    arguments: ["", "Mars/Base", "PST", "+05:00", "asia/karachi", "../etc/passwd", "Asia/Karachi "])
  func zones(_ name: String) {
    let schedule = Schedule(frequency: .daily, timeZone: name)
    let error = #expect(throws: ContractError.self) { try Timetable(schedule, at: "schedule") }
    #expect(error?.data.path == "schedule.timeZone")
    #expect(error?.data.hint == "Use a name of the IANA time zone database.")
  }

  @Test(
    "and accepted with any name of the IANA database",
    arguments: ["UTC", "Etc/UTC", "Asia/Kolkata", "Asia/Calcutta", "US/Eastern", "Europe/Kyiv"])
  func acceptedZones(_ name: String) throws {
    let timetable = try Timetable(Schedule(frequency: .daily, timeZone: name))
    #expect(timetable.schedule.timeZone == name)
  }

  @Test("and its defaults are filled in")
  func defaults() throws {
    #expect(
      try Timetable(Schedule(frequency: .monthly)).schedule
        == Schedule(frequency: .monthly, at: "00:00", dayOfMonth: 1, timeZone: "UTC"))
    #expect(
      try Timetable(Schedule(frequency: .weekly)).schedule
        == Schedule(frequency: .weekly, at: "00:00", dayOfWeek: 1, timeZone: "UTC"))
    #expect(
      try Timetable(Schedule(frequency: .hourly)).schedule
        == Schedule(frequency: .hourly, minute: 0, timeZone: "UTC"))
    #expect(try Timetable(Schedule(frequency: .off)).schedule == Schedule(frequency: .off))
  }

  @Test("and may keep its fields while it is off")
  func off() throws {
    let schedule = Schedule(frequency: .off, at: "02:30", timeZone: "Asia/Karachi")
    #expect(try Timetable(schedule).schedule == schedule)
  }
}

@Suite("A schedule in words")
struct ScheduleWordsTests {
  static let samples: [(Schedule, String)] = [
    (
      Schedule(frequency: .daily, at: "02:30", timeZone: "Asia/Karachi"),
      "every day at 02:30, Asia/Karachi"
    ),
    (Schedule(frequency: .hourly, minute: 5), "every hour at minute 5, UTC"),
    (
      Schedule(frequency: .weekly, at: "02:30", dayOfWeek: 7, jitterSeconds: 600),
      "every Sunday at 02:30, UTC, up to 10 minutes later"
    ),
    (Schedule(frequency: .monthly, dayOfMonth: 1), "on day 1 of every month at 00:00, UTC"),
    (
      Schedule(frequency: .monthly, dayOfMonth: 31),
      "on day 31 or the last day of every month at 00:00, UTC"
    ),
    (Schedule(frequency: .off), "off"),
    (cron("30 2 * * *"), "every day at 02:30, UTC"),
    (cron("0 2,14 * * 1-5"), "every Monday to Friday at 02:00 and 14:00, UTC"),
    (cron("*/15 * * * *"), "every 15 minutes, UTC"),
    (cron("* * * * *"), "every minute, UTC"),
    (cron("0 */2 * * *"), "every 2 hours at minute 0, UTC"),
    (
      cron("10,40 * * * sat,sun"), "every hour at minutes 10 and 40, every Saturday and Sunday, UTC"
    ),
    (cron("*/10 8-18 * * *"), "every 10 minutes of the hours 8–18, UTC"),
    (cron("0 0 1 * 1"), "on day 1 of every month, and every Monday at 00:00, UTC"),
    (
      cron("0 0 */2 * 1"),
      "every Monday if it is on days 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29 and 31 "
        + "of every month at 00:00, UTC"
    ),
    (cron("0 0 1 1,7 *"), "on day 1 of January and July at 00:00, UTC"),
    (cron("0 0 * 1,7 5"), "every Friday in January and July at 00:00, UTC"),
    (cron("0 0 29 feb *"), "on day 29 of February at 00:00, UTC"),
    (cron("30 2 * dec *"), "every day in December at 02:30, UTC"),
  ]

  private static func cron(_ text: String) -> Schedule { Schedule(frequency: .cron, cron: text) }

  @Test("is what a person would say", arguments: samples)
  func description(_ schedule: Schedule, _ words: String) throws {
    #expect(try Timetable(schedule).description == words)
  }
}
