/// Decimal numbers of JSON's grammar as doubles.
enum DecimalText {
  /// The nearest double where that takes no more than one operation on doubles that are exact
  /// themselves (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990); otherwise
  /// `nil`, which says nothing about the number.
  static func exactDouble(_ text: UnsafeRawBufferPointer) -> Double? {
    var index = 0
    let isNegative = text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var mantissa: UInt64 = 0
    var exponent = 0
    var isFraction = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte &- 0x30 < 10 {
        guard mantissa <= 1 << 53 else { return nil }
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        if isFraction { exponent -= 1 }
      } else {
        guard let written = self.exponent(text, from: index + 1) else { return nil }
        exponent += written
        break
      }
      index += 1
    }
    guard mantissa <= 1 << 53, exponent.magnitude <= 22 else { return nil }
    let power = powers[Int(exponent.magnitude)]
    let value = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
    return isNegative ? -value : value
  }

  /// The number after the `e`, if it is short.
  private static func exponent(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var index = start
    let isNegative = text[index] == UInt8(ascii: "-")
    if isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
    guard text.count - index <= 3 else { return nil }
    var value = 0
    for byte in text[index...] { value = value * 10 + Int(byte &- 0x30) }
    return isNegative ? -value : value
  }

  /// The powers of 10 that a double holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
