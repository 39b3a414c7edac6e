extension Timestamp: CustomStringConvertible {
  /// The moment as it is on the wire, always 24 characters from year 0 to year 9999.
  public var description: String {
    let (days, rest) = Self.divide(millisecondsSince1970, by: 86_400_000)
    let date = CivilDate(daysSince1970: days)
    return String(unsafeUninitializedCapacity: 24) { text in
      var position = 0
      func put(_ value: Int64, _ digits: Int, _ mark: Unicode.Scalar) {
        var value = value
        for index in stride(from: position + digits - 1, through: position, by: -1) {
          text[index] = UInt8(48 + value % 10)
          value /= 10
        }
        text[position + digits] = UInt8(ascii: mark)
        position += digits + 1
      }
      put(min(max(date.year, 0), 9999), 4, "-")
      put(date.month, 2, "-")
      put(date.day, 2, "T")
      put(rest / 3_600_000, 2, ":")
      put(rest / 60_000 % 60, 2, ":")
      put(rest / 1000 % 60, 2, ".")
      put(rest % 1000, 3, "Z")
      return position
    }
  }
}

extension Timestamp: LosslessStringConvertible {
  /// Reads a date and time as [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) has
  /// it, with any offset and any number of decimals; what is finer than a millisecond is cut off.
  ///
  /// Returns nil for anything else, a day that the calendar does not have among it. A leap second
  /// counts as the first of the next minute.
  public init?(_ description: String) {
    var description = description
    let value = description.withUTF8 { text in
      var reader = TimestampReader(text: text)
      return reader.read()
    }
    guard let value else { return nil }
    self.init(millisecondsSince1970: value)
  }
}

extension Timestamp {
  /// The quotient rounded down, and what remains.
  static func divide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

/// Takes a text apart from left to right.
private struct TimestampReader {
  let text: UnsafeBufferPointer<UInt8>
  var position = 0

  init(text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  mutating func read() -> Int64? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      take("T") || take("t") || take(" "),
      let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2),
      let fraction = milliseconds(), let offset = offset(), position == text.count,
      hour < 24, minute < 60, second < 61,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let minutes = date.daysSince1970 * 1440 + hour * 60 + minute - offset
    return (minutes * 60 + second) * 1000 + fraction
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func digit() -> Int64? {
    guard position < text.count, (48...57).contains(text[position]) else { return nil }
    position += 1
    return Int64(text[position - 1]) - 48
  }

  private mutating func number(_ digits: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private mutating func milliseconds() -> Int64? {
    guard take(".") else { return 0 }
    guard var value = digit().map({ $0 * 100 }) else { return nil }
    var weight: Int64 = 10
    while let digit = digit() {
      value += digit * weight
      weight /= 10
    }
    return value
  }

  /// How many minutes the text is ahead of UTC.
  private mutating func offset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else {
      return nil
    }
    return sign * (hour * 60 + minute)
  }
}
