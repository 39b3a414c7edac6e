/// The digits that are mailed.
package enum OneTimeCode {
  /// Decimal digits, each code as likely as any other.
  ///
  /// - Parameter random: bits of a secure source.
  package static func make(digits: Int, random: @escaping () -> UInt64) -> String {
    var source = Source(random: random)
    let bound = (0..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
    // The library rejects what would favour some codes.
    let code = String(UInt64.random(in: 0..<bound, using: &source))
    return String(repeating: "0", count: digits - code.count) + code
  }

  /// As typed from a mail: without spaces and dashes.
  package static func normalized(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace && $0 != "-" })
  }

  private struct Source: RandomNumberGenerator {
    let random: () -> UInt64

    func next() -> UInt64 { random() }
  }
}
