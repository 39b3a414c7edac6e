import BackupPolicy
import BackupProtocol
import Foundation
import Testing

@Suite("Ten years of schedules")
struct ReferenceScheduleTests {
  // In these years Karachi had daylight saving twice, and Apia changed to the other side of the date
  // line.
  static let zones = [
    "Asia/Karachi", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
  ]
  static let schedules = [
    Schedule(frequency: .hourly, minute: 15),
    Schedule(frequency: .daily, at: "02:30"),
    Schedule(frequency: .daily, at: "00:00"),
    Schedule(frequency: .daily, at: "01:45"),
    Schedule(frequency: .weekly, at: "02:15", dayOfWeek: 7),
    Schedule(frequency: .weekly, at: "23:59", dayOfWeek: 5),
    Schedule(frequency: .monthly, at: "02:30", dayOfMonth: 31),
    Schedule(frequency: .cron, cron: "*/20 2 * * *"),
    Schedule(frequency: .cron, cron: "0 */6 * * *"),
    Schedule(frequency: .cron, cron: "15 1,2,3 * * 1-5"),
    Schedule(frequency: .cron, cron: "0 0 1 * 1"),
    Schedule(frequency: .cron, cron: "5 4 */2 * 0"),
    Schedule(frequency: .cron, cron: "59 23 31 * *"),
    Schedule(frequency: .cron, cron: "0 3 29 2 *"),
    Schedule(frequency: .cron, cron: "0-50/25 * 10-20 3,10,11 sun"),
  ]

  @Test(
    "in five time zones run when zoneinfo and croniter say",
    .enabled(if: Reference.isInstalled, "croniter is missing: run .ci/setup tests"))
  func reference() throws {
    let range = try moment("2007-01-01")..<moment("2017-01-01")
    var lines = try Reference.runs(of: Self.schedules, in: Self.zones, range)[...]
    for schedule in Self.schedules {
      for zone in Self.zones {
        let line = lines.popFirst()
        let expected = try #require(line)
        var schedule = schedule
        schedule.timeZone = zone
        let timetable = try Timetable(schedule)
        let runs = timetable.runs(in: range).map { $0.due.millisecondsSince1970 / 1000 }
        #expect(runs == expected, "\(timetable.description)")
        #expect(expected.count >= 2)
        try checkSteps(timetable, expected, from: range.lowerBound)
      }
    }
    #expect(lines.isEmpty)
  }

  /// The way from run to run finds the same ones, forward and back.
  private func checkSteps(
    _ timetable: Timetable, _ expected: [Int64], from start: Timestamp
  ) throws {
    let count = min(expected.count, 200)
    let forward = timetable.nextRuns(after: start + -1, count: count)
    #expect(forward.map { $0.due.millisecondsSince1970 / 1000 } == Array(expected.prefix(count)))
    for index in stride(from: 1, to: expected.count, by: max(1, expected.count / 50)) {
      let before = Timestamp(millisecondsSince1970: expected[index] * 1000 - 1)
      let last = timetable.lastRun(by: before)
      #expect(last?.due.millisecondsSince1970 == expected[index - 1] * 1000)
    }
  }
}

/// Python, with the packages that `.ci/setup tests` installs.
private enum Reference {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let python = folder.appendingPathComponent(
    "../../.build-tools/python/bin/python"
  ).standardized.path

  static let isInstalled = (try? run(["-c", "import croniter, zoneinfo"])) != nil

  private struct Order: Encodable {
    let from: Int64
    let to: Int64
    let zones: [String]
    let schedules: [Schedule]
  }

  /// The runs by Python, in seconds since 1970: a list for each schedule and zone.
  static func runs(
    of schedules: [Schedule], in zones: [String], _ range: Range<Timestamp>
  ) throws -> [[Int64]] {
    let order = Order(
      from: range.lowerBound.millisecondsSince1970 / 1000,
      to: range.upperBound.millisecondsSince1970 / 1000, zones: zones, schedules: schedules)
    let text = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
    let script = folder.appendingPathComponent("Scripts/reference_runs.py").path
    return try run([script, text]).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map { $0.split(separator: " ").compactMap { Int64($0) } }
  }

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: printed, as: UTF8.self)
  }
}
