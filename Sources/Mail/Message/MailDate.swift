/// Dates as mail writes them ([RFC 5322](https://www.rfc-editor.org/rfc/rfc5322#section-3.3)), in UTC.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  /// From 1970 to the end of 9999: years of four digits.
  private static let range: ClosedRange<Int64> = 0...253_402_300_799

  /// - Parameter milliseconds: since 1970.
  static func text(of milliseconds: Int64) -> String {
    let seconds = min(max(milliseconds / 1000, range.lowerBound), range.upperBound)
    let day = Int(seconds / 86_400)
    let (year, month, dayOfMonth) = civil(day)
    let time = Int(seconds % 86_400)
    let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
    return "\(days[day % 7]), \(twoDigits(dayOfMonth)) \(months[month - 1]) \(year) \(clock) +0000"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// The date of a day counted from 1970, by the Gregorian calendar.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    var year = 1970
    var rest = day
    while case let length = isLeap(year) ? 366 : 365, rest >= length {
      rest -= length
      year += 1
    }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var month = 1
    for length in lengths {
      guard rest >= length else { break }
      rest -= length
      month += 1
    }
    return (year, month, rest + 1)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}
