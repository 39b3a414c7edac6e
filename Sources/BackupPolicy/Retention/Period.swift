import BackupProtocol

/// A period of local time. One backup of each is kept.
enum Period: CaseIterable {
  case hour, day, week, month, year

  init?(_ kind: RetentionReason.Kind) {
    switch kind {
    case .hourly: self = .hour
    case .daily: self = .day
    case .weekly: self = .week
    case .monthly: self = .month
    case .yearly: self = .year
    default: return nil
    }
  }

  var noun: String {
    switch self {
    case .hour: "hour"
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .year: "year"
    }
  }

  /// The number of the period that a local time is in. Later periods have higher numbers.
  func number(of time: LocalTime) -> Int64 {
    switch self {
    // By elapsed time: two hours of the same name, as the clock is put back, are two periods.
    case .hour: time.elapsedHour
    case .day: time.day
    // The first day of 1970 was a Thursday, and weeks begin on Monday. So a week belongs to one ISO
    // year, whatever the calendar year of its days.
    case .week: (time.day + 3).floorDivided(by: 7)
    case .month: time.date.year * 12 + time.date.month - 1
    case .year: time.date.year
    }
  }

  /// The period as ISO 8601 writes it, such as `2025-W01`.
  ///
  /// - Parameter number: as ``number(of:)`` has it, but for an hour the count of the local clock.
  func name(of number: Int64) -> String {
    switch self {
    case .hour:
      let day = number.floorDivided(by: 24)
      return "\(Self.text(CivilDate(daysSince1970: day))) \(Self.padded(number - day * 24)):00"
    case .day: return Self.text(CivilDate(daysSince1970: number))
    case .week:
      // The Thursday decides the year.
      let thursday = number * 7
      let year = CivilDate(daysSince1970: thursday).year
      let firstDay = CivilDate(year: year, month: 1, day: 1)?.daysSince1970 ?? thursday
      return "\(year)-W\(Self.padded((thursday - firstDay) / 7 + 1))"
    case .month: return "\(number / 12)-\(Self.padded(number - number / 12 * 12 + 1))"
    case .year: return "\(number)"
    }
  }

  private static func text(_ date: CivilDate) -> String {
    "\(date.year)-\(padded(date.month))-\(padded(date.day))"
  }

  private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A moment in the time zone of the schedule.
struct LocalTime {
  /// The days since 1970, by the local date.
  let day: Int64
  let date: CivilDate
  /// The hours since 1970, by the local clock.
  let hour: Int64
  /// The hours since 1970 by elapsed time. They begin when an hour of the local clock does.
  let elapsedHour: Int64

  init(_ moment: Timestamp, _ clock: WallClock) {
    let seconds = moment.seconds
    let offset = clock.offset(at: seconds)
    day = (seconds + offset).floorDivided(by: .secondsInDay)
    date = CivilDate(daysSince1970: day)
    hour = (seconds + offset).floorDivided(by: 3600)
    elapsedHour = hour - offset.floorDivided(by: 3600)
  }
}
