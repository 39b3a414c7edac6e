/// The shop's three years: 1 November 2022 to 31 October 2025, 8:00 to 21:00 in Karachi (UTC+5).
/// Times are milliseconds since 1970, the way Prisma stores a `DateTime` in SQLite.
struct ShopCalendar {
  static let opening: Int64 = 1_667_271_600_000
  static let days = 1095
  static let day: Int64 = 86_400_000
  static let minute: Int64 = 60_000
  private static let workday: Int64 = 13 * 3_600_000

  /// The moment at a share of all working time, `step` of `steps`.
  static func moment(_ step: Int, of steps: Int) -> Int64 {
    let worked = Int64(days) * workday / Int64(steps) * Int64(step)
    return opening + worked / workday * day + worked % workday
  }

  /// Working milliseconds in one of `steps` steps.
  static func length(ofStepIn steps: Int) -> Int {
    max(1, Int(Int64(days) * workday / Int64(steps)))
  }

  /// Months since the opening, for prices that rise.
  static func month(_ time: Int64) -> Int {
    Int((time - opening) / (30 * day))
  }
}

extension TextBuffer {
  /// Appends `YYYY-MM-DD HH:MM:SS` in UTC, as SQLite's `CURRENT_TIMESTAMP` writes it. The calendar
  /// arithmetic is days_from_civil's inverse: <https://howardhinnant.github.io/date_algorithms.html>.
  mutating func append(timestamp time: Int64) {
    append(date: time)
    let second = Int(time / 1000 % 86_400)
    append(byte: UInt8(ascii: " "))
    append(second / 3600, digits: 2)
    append(byte: UInt8(ascii: ":"))
    append(second / 60 % 60, digits: 2)
    append(byte: UInt8(ascii: ":"))
    append(second % 60, digits: 2)
  }

  /// Appends `YYYY-MM-DD` in UTC, for a time after 1970.
  mutating func append(date time: Int64) {
    let shifted = Int(time / ShopCalendar.day) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    append(era * 400 + year + (month <= 2 ? 1 : 0), digits: 4)
    append(byte: UInt8(ascii: "-"))
    append(month, digits: 2)
    append(byte: UInt8(ascii: "-"))
    append(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, digits: 2)
  }
}
