/// When automatic backups run.
package struct ScheduleSettings: Sendable, Hashable {
  package enum Frequency: String, Sendable, Decodable, CaseIterable {
    case hourly, daily, weekly, monthly, cron, off
  }

  package enum Format: String, Sendable, Decodable, CaseIterable {
    case archive, sql, json, incremental
  }

  package let frequency: Frequency
  /// The time of day, `HH:MM`.
  package let at: String?
  /// The minute of the hour.
  package let minute: Int?
  /// 1 is Monday, 7 is Sunday.
  package let dayOfWeek: Int?
  /// A month that is shorter takes its last day.
  package let dayOfMonth: Int?
  /// The five fields of a crontab line; there if, and only if, the frequency is `cron`.
  package let cron: String?
  /// A name of the IANA time zone database. It is looked up when the schedule is put to use.
  package let timeZone: String?
  package let format: Format?
  /// Up to how much later a run may begin, in seconds.
  package let jitterSeconds: Int?
}

extension ScheduleSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case frequency, at, minute, dayOfWeek, dayOfMonth, cron, timeZone, format, jitterSeconds
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    frequency = try container.decode(Frequency.self, forKey: .frequency)
    at = try container.value(.at, .timeOfDay)
    minute = try container.value(.minute, .range(0...59))
    dayOfWeek = try container.value(.dayOfWeek, .range(1...7))
    dayOfMonth = try container.value(.dayOfMonth, .range(1...31))
    cron = try container.value(.cron, .cron)
    timeZone = try container.value(.timeZone, .timeZone)
    format = try container.object(.format)
    jitterSeconds = try container.value(.jitterSeconds, .range(0...86_400))
    switch (frequency == .cron, cron != nil) {
    case (true, false):
      throw container.mismatch(.cron, expected: "set if frequency is \"cron\"", "nothing")
    case (false, true):
      throw container.mismatch(.cron, expected: "left out if frequency is not \"cron\"", "a string")
    default: break
    }
  }
}
