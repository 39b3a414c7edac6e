import Glibc

/// The significant digits of a decimal number, and whether a column can hold them.
///
/// A number is `[-]digits[.digits][e[+-]digits]`, as JSON writes it; zeros may lead.
struct DecimalDigits {
  private let isNegative: Bool
  /// Without zeros at either end; empty for 0.
  private let digits: [UInt8]
  /// Of ten, to multiply the digits by.
  private let exponent: Int

  /// - Returns: nil for what is no decimal number, or has an exponent beyond any use.
  init?(_ text: UnsafeRawBufferPointer) {
    var rest = text[...]
    func take(_ mark: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: mark) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func takeDigits() -> Slice<UnsafeRawBufferPointer> {
      let digits = rest.prefix { $0 &- 48 < 10 }
      rest = rest.dropFirst(digits.count)
      return digits
    }
    isNegative = take("-")
    let whole = takeDigits()
    guard !whole.isEmpty else { return nil }
    var digits = Array(whole)
    var exponent = 0
    if take(".") {
      let fraction = takeDigits()
      guard !fraction.isEmpty else { return nil }
      digits += fraction
      exponent = -fraction.count
    }
    if take("e") || take("E") {
      let isBelow = take("-")
      if !isBelow { _ = take("+") }
      let power = takeDigits()
      guard !power.isEmpty, let value = Int(String(decoding: power, as: UTF8.self)),
        value < 100_000
      else { return nil }
      exponent += isBelow ? -value : value
    }
    guard rest.isEmpty else { return nil }
    let leading = digits.prefix { $0 == 48 }.count
    digits.removeFirst(leading)
    while digits.last == 48 {
      digits.removeLast()
      exponent += 1
    }
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
  }

  /// The number as an integer of 64 bits; nil where it is none.
  var integer: Int64? {
    guard !digits.isEmpty else { return 0 }
    guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
    var value: Int64 = 0
    for place in 0..<digits.count + exponent {
      let digit = place < digits.count ? Int64(digits[place] - 48) : 0
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      // Counted downwards, as there is one negative number more than there are positive ones.
      let (sum, carry) = product.subtractingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// Whether a REAL gives back every digit: always up to 15 digits, sometimes with 16 or 17, never
  /// with more (https://www.sqlite.org/floatingpoint.html).
  var fitReal: Bool {
    guard digits.count > 0 else { return true }
    guard digits.count <= 17, (-400...400).contains(exponent) else { return false }
    let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self) + "e\(exponent)"
    guard let value = Double(text), value.isFinite, value != 0 else { return false }
    if digits.count <= 15, value.magnitude >= Double.leastNormalMagnitude { return true }
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([Int32(digits.count - 1), value.magnitude]) {
      vsnprintf(&buffer, buffer.count, "%.*e", $0)
    }
    let written = buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }
    let found = written.prefix { $0 != UInt8(ascii: "e") }.filter { $0 &- 48 < 10 }
    let power = Int(
      String(decoding: written[(found.count + (found.count > 1 ? 2 : 1))...], as: UTF8.self))
    return found == digits && power == exponent + digits.count - 1
  }
}
