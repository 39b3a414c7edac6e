/// Ids that sort by time of creation: 48 bits of milliseconds and 80 random ones in Crockford's
/// base 32, as [ULID](https://github.com/ulid/spec) has it, in lower case.
enum EntryID {
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  static func make(milliseconds: Int64, random: () -> UInt64) -> String {
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

  /// Whether a text could be an id of ours; anything else is looked up in vain.
  static func isValid(_ text: String) -> Bool {
    text.utf8.count == 26 && text.utf8.allSatisfy { digits.contains($0) }
  }
}
