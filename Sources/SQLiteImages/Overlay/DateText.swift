/// A date, or a date and time, as text, taken apart without losing a digit.
///
/// Reads `YYYY-MM-DD`, and `YYYY-MM-DD HH:MM[:SS[.f…]]` with `T` or a space between the two and an
/// optional offset: `Z`, `+hh`, `+hhmm`, `+hh:mm`, also after a space. These are the time values of
/// https://www.sqlite.org/lang_datefunc.html with a day, and what applications add to them.
package struct DateText: Sendable, Equatable {
  /// How an offset is written.
  package struct OffsetStyle: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case none, zulu, hours, digits, colon }
    package var kind: Kind
    /// Whether a space stands before it, as Sequelize writes it.
    package var isSpaced: Bool

    package static let none = OffsetStyle(kind: .none, isSpaced: false)
  }

  package var year: Int64 = 0
  package var month: Int64 = 0
  package var day: Int64 = 0
  /// The byte between day and time; nil for a day alone.
  package var separator: UInt8?
  package var hour: Int64 = 0
  package var minute: Int64 = 0
  /// Nil where there are hours and minutes only.
  package var second: Int64?
  /// The digits of the fraction, as ASCII.
  package var fraction: [UInt8] = []
  package var offset: OffsetStyle = .none
  /// How far the text is ahead of UTC.
  package var offsetMinutes: Int64 = 0

  /// - Returns: nil for anything else. A day of 1 to 31 counts, whatever its month.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard (10...60).contains(bytes.count) else { return nil }
    var position = 0
    func number(_ digits: Int) -> Int64? {
      guard position + digits <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[position..<position + digits] {
        guard byte &- 48 < 10 else { return nil }
        value = value * 10 + Int64(byte &- 48)
      }
      position += digits
      return value
    }
    func take(_ mark: Unicode.Scalar) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
      position += 1
      return true
    }
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    if position == bytes.count { return }
    separator = bytes[position]
    guard take("T") || take(" "), let hour = number(2), take(":"), let minute = number(2),
      hour < 24, minute < 60
    else { return nil }
    (self.hour, self.minute) = (hour, minute)
    if take(":") {
      guard let second = number(2), second <= 60 else { return nil }
      self.second = second
      if take(".") {
        while position < bytes.count, bytes[position] &- 48 < 10 {
          fraction.append(bytes[position])
          position += 1
        }
        guard !fraction.isEmpty else { return nil }
      }
    }
    if position == bytes.count { return }
    offset.isSpaced = take(" ")
    if take("Z") {
      offset.kind = .zulu
      guard position == bytes.count else { return nil }
      return
    }
    let isAhead = take("+")
    guard isAhead || take("-"), let hours = number(2), hours < 24 else { return nil }
    offset.kind = .hours
    var minutes: Int64 = 0
    if position < bytes.count {
      offset.kind = take(":") ? .colon : .digits
      guard let rest = number(2), rest < 60 else { return nil }
      minutes = rest
    }
    guard position == bytes.count else { return nil }
    offsetMinutes = (isAhead ? 1 : -1) * (hours * 60 + minutes)
  }

  /// The fraction without zeros at its end.
  package var significantFraction: ArraySlice<UInt8> {
    var digits = fraction[...]
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return digits
  }
}
