import BackupProtocol

/// The local times at which a schedule runs: a set of values for each field of a date and time.
struct RunRule: Sendable, Equatable {
  /// How the day of the month and the day of the week are combined.
  enum DayMatch: Sendable { case both, either }

  var minutes = NumberSet([0])
  var hours = NumberSet(Field.hour.range)
  var daysOfMonth = NumberSet(Field.dayOfMonth.range)
  var months = NumberSet(Field.month.range)
  /// Monday is 1, as in ISO 8601.
  var daysOfWeek = NumberSet(1...7)
  var dayMatch = DayMatch.both
  /// Whether the last day of a month stands for the days that the month does not have.
  var usesLastDay = false

  /// Whether there is a run in every hour of the day. Such a schedule follows the elapsed time where
  /// the clock changes, as cron has it.
  var isEveryHour: Bool { hours.count == 24 }

  /// Whether there is any day that matches, in any year.
  var canMatch: Bool {
    if dayMatch == .either { return true }
    return months.numbers.contains { month in
      daysOfMonth.numbers.contains { $0 <= Self.longestMonths[month - 1] || usesLastDay }
    }
  }

  /// The first matching day from a day on, or back from it.
  ///
  /// - Returns: nil if there is none within 400 years, after which the calendar repeats.
  func matchingDay(from day: Int64, isBackward: Bool = false) -> Int64? {
    let step: Int64 = isBackward ? -1 : 1
    let end = day + step * 146_097
    var day = day
    while isBackward ? day > end : day < end {
      let date = CivilDate(daysSince1970: day)
      if !months.contains(Int(date.month)) {
        day += isBackward ? -date.day : date.daysInMonth - date.day + 1
      } else if matches(date, day: day) {
        return day
      } else {
        day += step
      }
    }
    return nil
  }

  func matches(day: Int64) -> Bool { matches(CivilDate(daysSince1970: day), day: day) }

  private func matches(_ date: CivilDate, day: Int64) -> Bool {
    guard months.contains(Int(date.month)) else { return false }
    let isDayOfMonth =
      daysOfMonth.contains(Int(date.day))
      || usesLastDay && date.day == date.daysInMonth && daysOfMonth.last > Int(date.day)
    let isDayOfWeek = daysOfWeek.contains(Int((day + 3) - (day + 3).floorDivided(by: 7) * 7) + 1)
    return switch dayMatch {
    case .both: isDayOfMonth && isDayOfWeek
    case .either: isDayOfMonth || isDayOfWeek
    }
  }

  private static let longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

extension RunRule {
  /// A field of a cron expression.
  enum Field: Int, CaseIterable, Sendable {
    case minute = 1
    case hour, dayOfMonth, month, dayOfWeek

    var range: ClosedRange<Int> {
      switch self {
      case .minute: 0...59
      case .hour: 0...23
      case .dayOfMonth: 1...31
      case .month: 1...12
      case .dayOfWeek: 0...7
      }
    }

    var noun: String {
      switch self {
      case .minute: "minute"
      case .hour: "hour"
      case .dayOfMonth: "day of the month"
      case .month: "month"
      case .dayOfWeek: "day of the week"
      }
    }

    /// The names that stand for numbers, the first one for the lowest.
    var names: [String] {
      switch self {
      case .minute, .hour, .dayOfMonth: []
      case .month:
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
      }
    }
  }
}

extension CivilDate {
  var daysInMonth: Int64 {
    switch month {
    case 2: CivilDate(year: year, month: 2, day: 29) == nil ? 28 : 29
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
