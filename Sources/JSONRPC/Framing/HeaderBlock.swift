/// The headers of one message, as far as they have been read.
struct HeaderBlock {
  private(set) var contentLength: Int?

  /// How many bytes the lines had.
  private(set) var size = 0

  /// Adds a line without its line break.
  /// - Returns: what is wrong with it, as a sentence.
  mutating func add(_ line: [UInt8]) -> String? {
    size += line.count
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
      return "A header must be a name, a colon and a value."
    }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    guard name == "content-length" else { return nil }
    guard let length = Self.number(line[(colon + 1)...]) else {
      return "The header Content-Length must be a number of bytes."
    }
    guard contentLength == nil || contentLength == length else {
      return "The header Content-Length appears twice."
    }
    contentLength = length
    return nil
  }

  /// Digits alone, as many as an integer surely holds, with blanks around.
  private static func number(_ value: ArraySlice<UInt8>) -> Int? {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let digits = value.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
