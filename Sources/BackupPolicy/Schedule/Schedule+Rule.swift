import BackupProtocol
import Foundation

extension Schedule {
  /// The same schedule with its defaults filled in.
  var completed: Schedule {
    var schedule = self
    if frequency != .off { schedule.timeZone = timeZone ?? "UTC" }
    switch frequency {
    case .off, .cron: break
    case .hourly: schedule.minute = minute ?? 0
    case .daily: schedule.at = at ?? "00:00"
    case .weekly:
      schedule.at = at ?? "00:00"
      schedule.dayOfWeek = dayOfWeek ?? 1
    case .monthly:
      schedule.at = at ?? "00:00"
      schedule.dayOfMonth = dayOfMonth ?? 1
    }
    return schedule
  }

  /// The local times of its runs; nil for `off`.
  ///
  /// - Throws: `invalidParams` that names the field.
  func rule(at path: String) throws -> RunRule? {
    try refuseUnused(path)
    if format == .incremental {
      throw ContractError.invalid(
        value: "incremental", at: "\(path).format", expected: "archive, sql or json",
        hint: "Incremental backups cannot be made yet.")
    }
    if let jitterSeconds, !(0...86_400).contains(jitterSeconds) {
      throw ContractError.invalid(
        value: "\(jitterSeconds)", at: "\(path).jitterSeconds", expected: "0–86400")
    }
    switch frequency {
    case .off: return nil
    case .hourly:
      return RunRule(minutes: [try number(\.minute, "minute", 0...59, path)])
    case .daily:
      return try timed(path)
    case .weekly:
      var rule = try timed(path)
      rule.daysOfWeek = NumberSet([try number(\.dayOfWeek, "dayOfWeek", 1...7, path)])
      return rule
    case .monthly:
      var rule = try timed(path)
      rule.daysOfMonth = NumberSet([try number(\.dayOfMonth, "dayOfMonth", 1...31, path)])
      rule.usesLastDay = true
      return rule
    case .cron:
      guard let cron else {
        throw ContractError.invalid(
          value: "", at: "\(path).cron", expected: "a cron expression with five fields")
      }
      return try CronExpression(path: "\(path).cron").rule(cron)
    }
  }

  /// - Throws: `invalidParams` for a name that Foundation does not know.
  func zone(at path: String) throws -> TimeZone {
    let name = timeZone ?? "UTC"
    // Abbreviations such as PST are refused: they mean several zones, or one offset all year.
    guard name.contains("/") || name == "UTC" || name == "GMT",
      let zone = TimeZone(identifier: name)
    else {
      throw ContractError.invalid(
        value: name, at: "\(path).timeZone",
        expected: "the name of a time zone such as Asia/Karachi",
        hint: "Use a name of the IANA time zone database.")
    }
    return zone
  }

  private func timed(_ path: String) throws -> RunRule {
    let text = at ?? "00:00"
    let digits = Array(text.utf8)
    guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
      let hour = Self.twoDigits(digits[0], digits[1]), hour < 24,
      let minute = Self.twoDigits(digits[3], digits[4]), minute < 60
    else {
      throw ContractError.invalid(
        value: text, at: "\(path).at", expected: "a time from 00:00 to 23:59")
    }
    return RunRule(minutes: [minute], hours: [hour])
  }

  private static func twoDigits(_ first: UInt8, _ second: UInt8) -> Int? {
    guard (48...57).contains(first), (48...57).contains(second) else { return nil }
    return Int(first - 48) * 10 + Int(second - 48)
  }

  private func number(
    _ field: KeyPath<Schedule, Int?>, _ name: String, _ range: ClosedRange<Int>, _ path: String
  ) throws -> Int {
    let value = self[keyPath: field] ?? range.lowerBound
    guard range.contains(value) else {
      throw ContractError.invalid(
        value: "\(value)", at: "\(path).\(name)",
        expected: "\(range.lowerBound)–\(range.upperBound)")
    }
    return value
  }

  /// A field without effect would let a person believe that it had one.
  private func refuseUnused(_ path: String) throws {
    let used: Set<String> =
      switch frequency {
      case .off: []
      case .hourly: ["minute"]
      case .daily: ["at"]
      case .weekly: ["at", "dayOfWeek"]
      case .monthly: ["at", "dayOfMonth"]
      case .cron: ["cron"]
      }
    let given = [
      ("at", at != nil), ("minute", minute != nil), ("dayOfWeek", dayOfWeek != nil),
      ("dayOfMonth", dayOfMonth != nil), ("cron", cron != nil),
    ]
    // A schedule that is switched off may keep its fields for the day it is switched on again.
    guard frequency != .off else { return }
    for (name, isGiven) in given where isGiven && !used.contains(name) {
      let path = "\(path).\(name)"
      throw ContractError(
        "\(ContractError.noun(for: path)) is not used by the frequency \(frequency.rawValue).",
        ErrorData(
          kind: .invalidParams, hint: "Remove it, or change the frequency.", path: path,
          expected: "no value", found: name))
    }
  }
}

extension RunRule {
  init(minutes: [Int], hours: [Int] = Array(Field.hour.range)) {
    self.init()
    self.minutes = NumberSet(minutes)
    self.hours = NumberSet(hours)
  }
}
