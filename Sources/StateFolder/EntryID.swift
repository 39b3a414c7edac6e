/// Ids that sort by time of creation: 48 bits of milliseconds and 80 random ones in Crockford's
/// base 32, as [ULID](https://github.com/ulid/spec) has it, in lower case.
package enum EntryID {
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  package static func make(milliseconds: Int64, random: () -> UInt64) -> String {
    var high = UInt64(bitPattern: milliseconds) << 16 | random() & 0xffff
    var low = random()
    var text = [UInt8](repeating: 0, count: 26)
    for index in text.indices.reversed() {
      text[index] = digits[Int(low & 31)]
      low = low >> 5 | high << 59
      high >>= 5
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The next id of all; nil behind the very last one.
  package static func next(after id: String) -> String? {
    var text = Array(id.utf8)
    for index in text.indices.reversed() {
      guard let digit = digits.firstIndex(of: text[index]) else { return nil }
      // 26 digits have two bits more than an id.
      guard digit == (index == 0 ? 7 : 31) else {
        text[index] = digits[digit + 1]
        return String(decoding: text, as: UTF8.self)
      }
      text[index] = digits[0]
    }
    return nil
  }

  /// What all ids of a millisecond, and of those behind it, are not before.
  static func first(milliseconds: Int64) -> String {
    String(make(milliseconds: min(max(0, milliseconds), 1 << 48 - 1)) { 0 })
  }

  /// The time in an id, in milliseconds since 1970.
  package static func milliseconds(of id: String) -> Int64? {
    guard isValid(id) else { return nil }
    return id.utf8.prefix(10).reduce(Int64(0)) { sum, digit in
      sum << 5 | Int64(digits.firstIndex(of: digit) ?? 0)
    }
  }

  /// Whether a text could be an id of ours; anything else is looked up in vain.
  package static func isValid(_ text: String) -> Bool {
    text.utf8.count == 26 && text.utf8.allSatisfy { digits.contains($0) }
  }
}
