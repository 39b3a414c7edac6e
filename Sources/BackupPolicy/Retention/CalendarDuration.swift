import BackupProtocol
import Foundation

/// A duration in the units of the calendar, as ISO 8601 writes it: `P7D`, `P1Y6M`, `PT12H`.
struct CalendarDuration: Sendable, Equatable {
  var years = 0
  var months = 0
  var days = 0
  var seconds = 0

  var isZero: Bool { self == CalendarDuration() }

  /// Returns nil for anything else, fractions among it.
  init?(_ text: String) {
    guard text.utf8.count <= 40, text.hasPrefix("P") else { return nil }
    var number: Int?
    var isTime = false
    // Each unit comes once, and a larger one before a smaller one.
    var lastUnit = 0
    for character in text.dropFirst() {
      if let digit = character.wholeNumberValue, character.isASCII {
        number = (number ?? 0) * 10 + digit
        guard number ?? 0 <= 99_999 else { return nil }
      } else if character == "T", !isTime, number == nil {
        isTime = true
      } else {
        guard let value = number, let unit = take(character, value, isTime: isTime),
          unit > lastUnit
        else { return nil }
        lastUnit = unit
        number = nil
      }
    }
    guard number == nil, lastUnit > 0, text.last != "T" else { return nil }
  }

  init(days: Int = 0) { self.days = days }

  /// - Returns: the rank of the unit; nil if there is no such unit.
  private mutating func take(_ unit: Character, _ value: Int, isTime: Bool) -> Int? {
    switch (unit, isTime) {
    case ("Y", false):
      years = value
      return 1
    case ("M", false):
      months = value
      return 2
    case ("W", false):
      days += value * 7
      return 3
    case ("D", false):
      days += value
      return 4
    case ("H", true):
      seconds += value * 3600
      return 5
    case ("M", true):
      seconds += value * 60
      return 6
    case ("S", true):
      seconds += value
      return 7
    default: return nil
    }
  }

  /// The moment by which the duration lies before another, by the calendar of a zone: a month before
  /// 31 March is the last day of February, and a day is a day of the calendar.
  func before(_ moment: Timestamp, in zone: TimeZone) -> Timestamp {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let date = Date(timeIntervalSince1970: TimeInterval(moment.millisecondsSince1970) / 1000)
    let calendarPart = DateComponents(year: -years, month: -months, day: -days)
    let start = calendar.date(byAdding: calendarPart, to: date) ?? date
    let milliseconds = Int64((start.timeIntervalSince1970 * 1000).rounded())
    return Timestamp(millisecondsSince1970: milliseconds - Int64(seconds) * 1000)
  }
}
