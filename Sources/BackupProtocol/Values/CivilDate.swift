/// A day of the Gregorian calendar, extended to all years.
///
/// The year is taken to begin in March, so that the leap day is its last; 400 of them are one
/// cycle of 146097 days.
package struct CivilDate: Equatable, Sendable {
  package var year: Int64
  package var month: Int64
  package var day: Int64

  /// Returns nil for a day that the calendar does not have.
  package init?(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
    guard (1...12).contains(month), day >= 1 else { return nil }
    // The days of a month are known by whether the way there and back ends at the same date.
    guard self == CivilDate(daysSince1970: daysSince1970) else { return nil }
  }

  package init(daysSince1970: Int64) {
    let (cycle, dayOfCycle) = Timestamp.divide(daysSince1970 + 719_468, by: 146_097)
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
  }

  package var daysSince1970: Int64 {
    let (cycle, yearOfCycle) = Timestamp.divide(month <= 2 ? year - 1 : year, by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * 146_097 + dayOfCycle - 719_468
  }
}
