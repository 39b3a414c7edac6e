import SQLiteImages

/// Writes a date of a document in the form that the rows of its column have.
///
/// | rows of the column | value of the document | is stored |
/// | --- | --- | --- |
/// | tell no form | any text | as it is |
/// | the value's own form | text | as it is |
/// | days | midnight of a day in UTC | the day |
/// | text without an offset | text with one | in UTC, as SQLite's functions take it |
/// | text in UTC | text with another offset | in UTC |
/// | text with offsets | text with one | with its own offset |
/// | n decimals | fewer | filled with zeros |
/// | n decimals | more | all that are not zeros at the end |
/// | numbers | text with an offset, or a day | the number, if it is exact |
///
/// Everything else is an error: what would lose a digit, and what does not say its offset where the
/// rows have one.
struct DateConversion {
  /// Why a value has no place in a form: a clause.
  struct Failure: Error {
    let clause: String

    init(_ clause: String) { self.clause = clause }
  }

  enum Result {
    case integer(Int64)
    case real(Double)
    case text([UInt8])
  }

  let form: StoredDateForm

  func convert(_ date: DateText) throws -> Result {
    switch form {
    case .day:
      let time = try utc(date)
      guard time.isMidnight, date.significantFraction.isEmpty, date.second != 60 else {
        throw Failure("has a time of day, and the column's rows hold days only")
      }
      return .text(Self.day(time.date))
    case .text(let text): return .text(try write(date, as: text))
    case .number(let unit): return .integer(try count(date, decimals: unit.decimals))
    case .fractionalSeconds: return .real(try fractionalSeconds(date))
    case .julianDay:
      // As SQLite computes it: a whole number of milliseconds, divided once.
      return .real(Double(try count(date, decimals: 3) + 210_866_760_000_000) / 86_400_000)
    }
  }

  // MARK: - Moments

  private struct Moment {
    var date: CivilDay
    var seconds: Int64
    var isMidnight: Bool { seconds == 0 }
  }

  /// The day and the second of it in UTC. Text without an offset is taken to be in UTC.
  private func utc(_ date: DateText) throws -> Moment {
    let seconds = date.hour * 3600 + date.minute * 60 + (date.second ?? 0)
    let day = CivilDay(year: date.year, month: date.month, day: date.day)
    let total = day.number * 86400 + seconds - date.offsetMinutes * 60
    let shifted = CivilDay(number: total.floored(by: 86400))
    guard (0...9999).contains(shifted.year) else {
      throw Failure("is beyond the years 0 to 9999 in UTC")
    }
    return Moment(date: shifted, seconds: total - shifted.number * 86400)
  }

  /// How many units of 10^-decimals seconds lie between 1970 and a date.
  private func count(_ date: DateText, decimals: Int) throws -> Int64 {
    try checkOffset(of: date)
    guard date.second != 60 else {
      throw Failure("is a leap second, which a number cannot express")
    }
    let digits = date.significantFraction
    guard digits.count <= decimals else {
      throw Failure("has more decimals than the column's rows, which hold \(form.description)")
    }
    let moment = try utc(date)
    var value = moment.date.number * 86400 + moment.seconds
    var fraction: Int64 = 0
    for place in 0..<decimals {
      let digit =
        place < digits.count ? Int64(digits[digits.startIndex + place]) - 48 : 0
      fraction = fraction * 10 + digit
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw Failure("does not fit \(form.description)") }
      value = product
    }
    let (sum, overflow) = value.addingReportingOverflow(fraction)
    guard !overflow else { throw Failure("does not fit \(form.description)") }
    return sum
  }

  private func fractionalSeconds(_ date: DateText) throws -> Double {
    let micros = try count(date, decimals: 6)
    let seconds = Double(micros) / 1_000_000
    // Doubles of this size lie closer together than microseconds, up to the year 2242.
    guard Int64(exactly: (seconds * 1_000_000).rounded()) == micros else {
      throw Failure("has more digits than the column's rows hold")
    }
    return seconds
  }

  /// A day alone is its beginning in UTC, as in ECMAScript.
  private func checkOffset(of date: DateText) throws {
    guard date.separator == nil || date.offset.kind != .none else {
      throw Failure("has no offset, such as Z, and the column's rows hold \(form.description)")
    }
  }

  // MARK: - Text

  private func write(_ date: DateText, as text: StoredDateForm.Text) throws -> [UInt8] {
    var day = CivilDay(year: date.year, month: date.month, day: date.day)
    var seconds = date.hour * 3600 + date.minute * 60 + (date.second ?? 0)
    var offset: [UInt8] = []
    if text.offset.kind != .none { try checkOffset(of: date) }
    let keepsOffset =
      text.offset.kind != .none && text.offset.kind != .zulu && !text.isUTC
      && (text.offset.kind != .hours || date.offsetMinutes % 60 == 0)
    if date.second == 60, !keepsOffset, date.offsetMinutes != 0 {
      throw Failure("is a leap second with another offset than the column's rows have")
    }
    if keepsOffset {
      offset = Self.offset(date.offsetMinutes, text.offset)
    } else {
      if date.second != 60 {
        let moment = try utc(date)
        (day, seconds) = (moment.date, moment.seconds)
      }
      offset = Self.offset(0, text.offset)
    }
    let isLeap = date.second == 60
    if isLeap { seconds -= 1 }
    var bytes = Self.day(day) + [text.separator]
    bytes += Self.digits(seconds / 3600, 2) + [UInt8(ascii: ":")]
    bytes += Self.digits(seconds / 60 % 60, 2)
    if text.hasSeconds {
      bytes += [UInt8(ascii: ":")] + Self.digits(seconds % 60 + (isLeap ? 1 : 0), 2)
      let fraction = Self.fraction(of: date, like: text.fractions)
      if !fraction.isEmpty { bytes += [UInt8(ascii: ".")] + fraction }
    } else if seconds % 60 != 0 || !date.significantFraction.isEmpty {
      throw Failure("has seconds, and the column's rows have none")
    }
    return bytes + offset
  }

  /// As many digits as some row has, never fewer than the value needs.
  private static func fraction(of date: DateText, like widths: UInt32) -> [UInt8] {
    func isKnown(_ width: Int) -> Bool { width < 32 && widths & 1 << UInt32(width) != 0 }
    if isKnown(date.fraction.count) { return date.fraction }
    let digits = date.significantFraction
    guard let width = (digits.count..<31).first(where: isKnown) else {
      return Array(digits)
    }
    return digits + Array(repeating: UInt8(ascii: "0"), count: width - digits.count)
  }

  private static func offset(_ minutes: Int64, _ style: DateText.OffsetStyle) -> [UInt8] {
    let space: [UInt8] = style.isSpaced ? [32] : []
    let sign = [UInt8(ascii: minutes < 0 ? "-" : "+")]
    let (hours, rest) = (digits(abs(minutes) / 60, 2), digits(abs(minutes) % 60, 2))
    switch style.kind {
    case .none: return []
    case .zulu: return space + [UInt8(ascii: "Z")]
    case .hours: return space + sign + hours
    case .digits: return space + sign + hours + rest
    case .colon: return space + sign + hours + [UInt8(ascii: ":")] + rest
    }
  }

  private static func day(_ day: CivilDay) -> [UInt8] {
    digits(day.year, 4) + [45] + digits(day.month, 2) + [45] + digits(day.day, 2)
  }

  private static func digits(_ value: Int64, _ count: Int) -> [UInt8] {
    var value = value
    var digits = [UInt8](repeating: 48, count: count)
    for place in digits.indices.reversed() {
      digits[place] = UInt8(48 + value % 10)
      value /= 10
    }
    return digits
  }
}
