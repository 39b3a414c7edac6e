import Glibc

/// A decimal that every reader takes for exactly this number, also one that computes with little more
/// than a double's precision, as versions of SQLite before 3.43 do.
///
/// The shortest decimal that names a number may lie close to the middle between two numbers, where
/// such a reader can err. It is written only where it provably does not; all 17 digits otherwise,
/// which are never that close.
enum RealLiteral {
  /// - Precondition: `value` is finite.
  static func text(of value: Double) -> String {
    if value != 0, value.magnitude < 1e-290 { return product(value) }
    let text = value.description
    return isSafe(text, of: value) ? text : precise(value)
  }

  /// SQLite's own reader errs below 1e-290, whatever the digits. A whole number of 53 bits and two
  /// powers of two are read right, and multiplied without rounding.
  private static func product(_ value: Double) -> String {
    let half = -500
    let unit = max(Int(value.exponent), Double.leastNormalMagnitude.exponent) - 52
    let whole = value / Double(sign: .plus, exponent: half, significand: 1)
    let digits = whole / Double(sign: .plus, exponent: unit - half, significand: 1)
    let powers = [half, unit - half].map {
      precise(Double(sign: .plus, exponent: $0, significand: 1))
    }
    return "\(precise(digits))*\(powers.joined(separator: "*"))"
  }

  private static func isSafe(_ text: String, of value: Double) -> Bool {
    var significand = 0.0
    var digits = 0
    var decimals = 0
    var isFraction = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): continue
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        significand = significand * 10 + Double(byte - UInt8(ascii: "0"))
        if significand > 0 { digits += 1 }
        if isFraction { decimals += 1 }
      default: return false
      }
    }
    // Both the digits and the power of ten are exact, so that the rest tells the decimal's distance.
    guard digits <= 15, decimals < powersOfTen.count else { return false }
    let rest = (-significand).addingProduct(value.magnitude, powersOfTen[decimals])
    return rest.magnitude < 0.45 * value.ulp * powersOfTen[decimals]
  }

  /// Those that a double holds exactly.
  private static let powersOfTen: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  private static func precise(_ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
      withVaList([value]) { _ = vsnprintf(buffer.baseAddress, buffer.count, "%.17g", $0) }
      var text = buffer.baseAddress.map { String(cString: $0) } ?? ""
      if !text.contains(where: { $0 == "." || $0 == "e" }) { text += ".0" }
      if let exponent = text.firstIndex(of: "e"), !text.contains(".") {
        text.insert(contentsOf: ".0", at: exponent)
      }
      return text
    }
  }
}
