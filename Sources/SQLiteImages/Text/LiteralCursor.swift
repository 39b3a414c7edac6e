import Glibc

/// Finds the ends of tokens in a window of SQL
/// (https://www.sqlite.org/lang_expr.html#literal_values_constants_).
///
/// What returns nil needs more than the window has.
package struct LiteralCursor {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let count: Int
  package var position = 0

  package init(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  package var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }
  package var isAtEnd: Bool { position >= count }
  /// - Precondition: not at the end.
  package var current: UInt8 { bytes[position] }

  @inline(__always)
  package mutating func take(_ byte: UInt8) -> Bool {
    guard position < count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Passes over white space and comments, to the end of the window where one does not end in it.
  @inline(__always)
  package mutating func skipSpace() {
    while position < count {
      switch bytes[position] {
      case 32, 9...13: position += 1
      case UInt8(ascii: "-"), UInt8(ascii: "/"): guard skipComment() else { return }
      default: return
      }
    }
  }

  /// - Returns: false where there is none.
  private mutating func skipComment() -> Bool {
    let first = bytes[position]
    guard position + 1 < count else {
      // What follows tells whether it is one.
      position = count
      return false
    }
    switch (first, bytes[position + 1]) {
    case (UInt8(ascii: "-"), UInt8(ascii: "-")):
      position = end(of: 10, from: position + 2).map { $0 + 1 } ?? count
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      position += 2
      while let star = end(of: UInt8(ascii: "*"), from: position), star + 1 < count {
        position = star + 1
        if take(UInt8(ascii: "/")) { return true }
      }
      position = count
    default: return false
    }
    return true
  }

  private func end(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let found = memchr(bytes + start, CInt(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(found))
  }

  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte)
  }

  /// Text in single quotes at the position: its bytes between them, and whether quotes in it are
  /// doubled. The quote that ends it is known by what follows.
  package mutating func quotedText() -> (Range<Int>, hasQuotes: Bool)? {
    let start = position + 1
    var search = start
    var hasQuotes = false
    while search < count, let found = memchr(bytes + search, 39, count - search) {
      let quote = UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(found))
      if quote + 1 >= count { return nil }
      if bytes[quote + 1] != 39 {
        position = quote + 1
        return (start..<quote, hasQuotes)
      }
      hasQuotes = true
      search = quote + 2
    }
    return nil
  }

  package mutating func numberText() -> Range<Int>? {
    let start = position
    while position < count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
        position += 1
      default: return start..<position
      }
    }
    return nil
  }

  package mutating func word() -> Range<Int>? {
    let start = position
    while position < count {
      guard Self.isWordByte(bytes[position]) else { return start..<position }
      position += 1
    }
    return nil
  }

  package static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  /// Whether a word is this one, in whatever case.
  package func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<range.count where bytes[range.lowerBound + index] | 32 != word.utf8Start[index]
    {
      return false
    }
    return true
  }

  /// From `start` to the parenthesis that closes the one at the position.
  package mutating func parenthesized(from start: Int) -> Range<Int>? {
    var depth = 0
    while position < count {
      switch bytes[position] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth <= 0 {
          position += 1
          return start..<position
        }
      case UInt8(ascii: "'"):
        guard quotedText() != nil else { return nil }
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "`"):
        guard let end = end(of: bytes[position], from: position + 1) else { return nil }
        position = end
      case UInt8(ascii: "["):
        guard let end = end(of: UInt8(ascii: "]"), from: position + 1) else { return nil }
        position = end
      case UInt8(ascii: "-"), UInt8(ascii: "/"): if skipComment() { continue }
      default: break
      }
      position += 1
    }
    return nil
  }

  /// Makes one quote of every two, in place.
  ///
  /// - Returns: the new length.
  package static func undouble(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    var target = 0
    var source = 0
    while source < count {
      start[target] = start[source]
      source += start[source] == 39 ? 2 : 1
      target += 1
    }
    return target
  }

  /// Makes bytes of hexadecimal digits, in place.
  ///
  /// - Returns: the number of bytes; nil where there is anything else.
  package static func decodeHexadecimal(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int?
  {
    guard count % 2 == 0 else { return nil }
    return digits.withUnsafeBufferPointer { digits in
      var wrong: UInt8 = 0
      for index in 0..<count / 2 {
        let high = digits[Int(start[2 * index])]
        let low = digits[Int(start[2 * index + 1])]
        wrong |= high | low
        start[index] = high << 4 | low & 15
      }
      return wrong < 16 ? count / 2 : nil
    }
  }

  /// The value of every digit, 255 for all other bytes.
  private static let digits: [UInt8] = (UInt8.min...UInt8.max).map { byte in
    UInt8(String(UnicodeScalar(byte)), radix: 16) ?? 255
  }
}
