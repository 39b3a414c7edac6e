import Glibc
import SQLiteImages

/// A number as SQL writes it.
enum NumberLiteral {
  /// Reads what SQLite reads: a whole number beyond 64 bits is a real one
  /// (https://www.sqlite.org/lang_expr.html#literal_values_constants_).
  ///
  /// `Inf`, which `quote()` of SQLite before 3.43 writes, is infinity.
  ///
  /// - Returns: nil for anything but a decimal number.
  static func value(_ text: UnsafeBufferPointer<UInt8>) -> StoredValue? {
    if isInteger(text), let value = integer(text) { return .integer(value) }
    guard isReal(text) else { return infinity(text) }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { buffer in
      for index in text.indices { buffer[index] = CChar(bitPattern: text[index]) }
      buffer[text.count] = 0
      // Rounds correctly, as SQLite itself does not always: the very number that was written.
      return buffer.baseAddress.map { .real(strtod($0, nil)) }
    }
  }

  private static func infinity(_ text: UnsafeBufferPointer<UInt8>) -> StoredValue? {
    let word = text.first.map { $0 == 45 || $0 == 43 } == true ? text.dropFirst() : text[...]
    guard word.elementsEqual("Inf".utf8) else { return nil }
    return .real(text.first == 45 ? -.infinity : .infinity)
  }

  private static func isInteger(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = text.first.map { $0 == 45 || $0 == 43 } == true ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) }
  }

  private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let isNegative = text.first == 45
    var value: Int64 = 0
    for byte in text where byte != 45 && byte != 43 {
      // Counted downwards, as there is one negative number more than there are positive ones.
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(Int64(byte - 48))
      if overflow || carry { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// `[+-]digits[.digits][e[+-]digits]` with a digit somewhere before the exponent.
  private static func isReal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = text[...]
    func takeSign() { if rest.first == 45 || rest.first == 43 { rest = rest.dropFirst() } }
    func takeDigits() -> Int {
      let digits = rest.prefix { (48...57).contains($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    takeSign()
    var digits = takeDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      digits += takeDigits()
    }
    guard digits > 0 else { return false }
    if rest.first.map({ $0 | 32 == UInt8(ascii: "e") }) == true {
      rest = rest.dropFirst()
      takeSign()
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
