/// A JSON number as it was written: `1`, `1.0` and `1e0` stay three different texts.
///
/// This is what lets a peer's identifier go back bit by bit, whatever its size.
package struct JSONNumber: Sendable, Hashable {
  /// The text, always of RFC 8259's number grammar.
  package let text: String

  /// Trusts the caller, who has checked the grammar.
  init(validated text: String) {
    self.text = text
  }

  package init(_ value: some FixedWidthInteger) {
    text = String(value)
  }

  /// `nil` for a value that JSON cannot hold: an infinity, or not a number.
  package init?(_ value: some BinaryFloatingPoint & LosslessStringConvertible) {
    guard value.isFinite else { return nil }
    let written = String(value)
    text = written.hasSuffix(".0") ? String(written.dropLast(2)) : written
  }

  /// Whether the text has neither a fraction nor an exponent.
  package var isInteger: Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || ($0 >= 0x30 && $0 <= 0x39) }
  }

  /// The exact integer, also of `1.0` or `1e3`; `nil` where there is none or it does not fit.
  package func integer<T: FixedWidthInteger>(as type: T.Type) -> T? {
    if let exact = T(text) { return exact }
    // Beyond 2^53 a double no longer tells neighbouring integers apart.
    guard !isInteger, let double, double.magnitude <= 9_007_199_254_740_992 else { return nil }
    return T(exactly: double)
  }

  /// The nearest double; `nil` where the number is too large for one.
  package var double: Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
