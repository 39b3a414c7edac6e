import BackupProtocol

extension Timetable {
  /// The first due moment after another.
  ///
  /// Goes by the fields of the date: months and days that do not match cost a step each, and no
  /// minute is looked at that is not in the schedule.
  func nextDue(after moment: Int64) -> Int64? {
    guard let rule else { return nil }
    let today = clock.day(of: moment)
    // A gap moves a run to a later day, and a clock that is put back at midnight shows a day again.
    if let due = dueMoments(in: today - 1...today + 1).first(where: { $0 > moment }) { return due }
    var day = today + 2
    // A day that the zone skips as a whole has no hours: the search goes on after it.
    while let match = rule.matchingDay(from: day) {
      if let due = dueMoments(in: match...match + 1).first(where: { $0 > moment }) { return due }
      day = match + 1
    }
    return nil
  }

  /// The last due moment that is not after another.
  func previousDue(by moment: Int64) -> Int64? {
    guard let rule else { return nil }
    let today = clock.day(of: moment)
    if let due = dueMoments(in: today - 1...today + 1).last(where: { $0 <= moment }) { return due }
    var day = today - 2
    while let match = rule.matchingDay(from: day, isBackward: true) {
      if let due = dueMoments(in: match - 1...match).last(where: { $0 <= moment }) { return due }
      day = match - 1
    }
    return nil
  }

  /// The due moments of some days, in order and each once.
  func dueMoments(in days: ClosedRange<Int64>) -> [Int64] {
    guard let rule else { return [] }
    let minutes = rule.minutes.numbers.map { Int64($0) * 60 }
    let hours = rule.hours.numbers.map { Int64($0) * 3600 }
    var moments: [Int64] = []
    for day in days where rule.matches(day: day) {
      for hour in hours {
        for minute in minutes {
          let local = day * .secondsInDay + hour + minute
          switch clock.occurrence(of: local) {
          case .once(let moment): moments.append(moment)
          case .twice(let first, let second):
            moments.append(first)
            if rule.isEveryHour { moments.append(second) }
          case .never(let gapEnd):
            if !rule.isEveryHour { moments.append(gapEnd) }
          }
        }
      }
    }
    moments.sort()
    var unique: [Int64] = []
    for moment in moments where moment != unique.last { unique.append(moment) }
    return unique
  }
}
