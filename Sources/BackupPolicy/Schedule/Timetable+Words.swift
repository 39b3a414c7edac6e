import BackupProtocol

extension Timetable {
  /// The schedule in words, such as `every day at 02:30, Asia/Karachi`.
  package var description: String {
    guard let rule else { return "off" }
    var text = rule.words
    text += ", \(schedule.timeZone ?? "UTC")"
    if let jitter = schedule.jitterSeconds, jitter > 0 {
      text += ", up to \(Self.duration(seconds: jitter)) later"
    }
    return text
  }

  private static func duration(seconds: Int) -> String {
    func counted(_ number: Int, _ unit: String) -> String {
      "\(number) \(unit)\(number == 1 ? "" : "s")"
    }
    if seconds % 3600 == 0 { return counted(seconds / 3600, "hour") }
    if seconds % 60 == 0 { return counted(seconds / 60, "minute") }
    return counted(seconds, "second")
  }
}

extension RunRule {
  fileprivate var words: String {
    let days = dayWords
    guard let interval = intervalWords else { return "\(days) at \(timeWords)" }
    return days == "every day" ? interval : "\(interval), \(days)"
  }

  /// The times as an interval, if they are one.
  private var intervalWords: String? {
    let list = minutes.numbers
    if isEveryHour {
      if list.count == 60 { return "every minute" }
      if let step = Self.step(list, in: 60) { return "every \(step) minutes" }
      return list.count == 1
        ? "every hour at minute \(list[0])" : "every hour at minutes \(Self.joined(list))"
    }
    // Times that are too many to name.
    guard list.count * hours.count > 6 else { return nil }
    if list.count == 1, let step = Self.step(hours.numbers, in: 24) {
      return "every \(step) hours at minute \(list[0])"
    }
    let ofHours = "of the hours \(Self.ranges(hours.numbers))"
    if list.count == 60 { return "every minute \(ofHours)" }
    if let step = Self.step(list, in: 60) { return "every \(step) minutes \(ofHours)" }
    return list.count == 1
      ? "at minute \(list[0]) \(ofHours)" : "at minutes \(Self.joined(list)) \(ofHours)"
  }

  private var timeWords: String {
    Self.joined(
      hours.numbers.flatMap { hour in
        minutes.numbers.map { "\(Self.twoDigits(hour)):\(Self.twoDigits($0))" }
      })
  }

  private var dayWords: String {
    let isAnyDay = daysOfMonth.count == 31
    let isAnyWeekday = daysOfWeek.count == 7
    let monthDays = monthDayWords
    let weekdays = weekdayWords
    let text: String
    switch (isAnyDay, isAnyWeekday) {
    case (true, true): text = "every day"
    case (false, true): text = monthDays
    case (true, false): text = weekdays
    case (false, false):
      text =
        dayMatch == .either
        ? "\(monthDays), and \(weekdays)" : "\(weekdays) if it is \(monthDays)"
    }
    guard months.count < 12 else { return text }
    return isAnyDay ? "\(text) in \(monthWords)" : text
  }

  private var monthDayWords: String {
    let list = daysOfMonth.numbers
    let days = "\(list.count == 1 ? "day" : "days") \(Self.ranges(list))"
    let last = usesLastDay && daysOfMonth.last > 28 ? " or the last day" : ""
    return "on \(days)\(last) of \(monthWords)"
  }

  private var monthWords: String {
    months.count == 12 ? "every month" : Self.joined(months.numbers.map { Self.months[$0 - 1] })
  }

  private var weekdayWords: String {
    let list = daysOfWeek.numbers
    if list == [1, 2, 3, 4, 5] { return "every Monday to Friday" }
    return "every \(Self.joined(list.map { Self.weekdays[$0 - 1] }))"
  }

  /// The distance of numbers that repeat evenly from 0 on.
  private static func step(_ numbers: [Int], in period: Int) -> Int? {
    guard numbers.count > 1, period % numbers.count == 0 else { return nil }
    let step = period / numbers.count
    return numbers == Array(stride(from: 0, to: period, by: step)) ? step : nil
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static func joined<Item>(_ items: [Item]) -> String {
    let texts = items.map { "\($0)" }
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return "\(texts.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// The numbers, neighbours as a range.
  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return joined(
      ranges.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
      })
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October",
    "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}
