/// Base64 with padding (RFC 4648, section 4).
package enum Base64 {
  /// The lookups are over raw bytes, since an array's are checked and this is the inner loop.
  private static let alphabet: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// Encodes bytes that come piece by piece.
  package struct Encoder {
    /// The bytes of a group of three that is not complete.
    private var held: (first: UInt8, second: UInt8, count: Int) = (0, 0, 0)

    package init() {}

    /// - Parameter body: Gets the next part of the text, never empty.
    package mutating func encode(
      _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
      try withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { text in
        var filled = 0
        var index = 0
        while held.count + bytes.count - index >= 3 {
          let first = held.count > 0 ? held.first : bytes[index]
          if held.count < 1 { index += 1 }
          let second = held.count > 1 ? held.second : bytes[index]
          if held.count < 2 { index += 1 }
          Base64.put(first, second, bytes[index], into: text, at: filled)
          index += 1
          held.count = 0
          filled += 4
          while filled + 4 <= text.count, index + 3 <= bytes.count {
            Base64.put(bytes[index], bytes[index + 1], bytes[index + 2], into: text, at: filled)
            index += 3
            filled += 4
          }
          if filled == text.count {
            try body(UnsafeRawBufferPointer(text))
            filled = 0
          }
        }
        if filled > 0 { try body(UnsafeRawBufferPointer(rebasing: text[..<filled])) }
        for byte in bytes[index...] {
          if held.count == 0 { held.first = byte } else { held.second = byte }
          held.count += 1
        }
      }
    }

    /// Ends the text, after which another may be begun.
    package mutating func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
      guard held.count > 0 else { return }
      let (first, second, count) = (held.first, held.count > 1 ? held.second : 0, held.count)
      held.count = 0
      try withUnsafeTemporaryAllocation(byteCount: 4, alignment: 4) { text in
        Base64.put(first, second, 0, into: text, at: 0)
        for index in count + 1..<4 { text[index] = UInt8(ascii: "=") }
        try body(UnsafeRawBufferPointer(text))
      }
    }
  }

  @inline(__always)
  private static func put(
    _ first: UInt8, _ second: UInt8, _ third: UInt8, into text: UnsafeMutableRawBufferPointer,
    at index: Int
  ) {
    let letters = alphabet.utf8Start
    text[index] = letters[Int(first >> 2)]
    text[index + 1] = letters[Int((first & 3) << 4 | second >> 4)]
    text[index + 2] = letters[Int((second & 15) << 2 | third >> 6)]
    text[index + 3] = letters[Int(third & 63)]
  }

  // MARK: - Decoding

  /// Decodes a text that is complete: padded, with nothing but letters of the alphabet, and with
  /// no bits but 0 after the last byte.
  ///
  /// - Parameter bytes: Room for 3 bytes for every 4 of the text. It may begin where the text does.
  /// - Returns: How many bytes there are; `nil` if the text is anything else.
  package static func decode(
    _ text: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawPointer
  ) -> Int? {
    guard text.count % 4 == 0 else { return nil }
    guard text.count > 0 else { return 0 }
    let padding =
      text[text.count - 1] != UInt8(ascii: "=")
      ? 0
      : text[text.count - 2] != UInt8(ascii: "=") ? 1 : 2
    return values.withUnsafeBufferPointer { values in
      var filled = 0
      var index = 0
      var bad: UInt8 = 0
      let whole = text.count - (padding > 0 ? 4 : 0)
      while index < whole {
        let first = values[Int(text[index])]
        let second = values[Int(text[index + 1])]
        let third = values[Int(text[index + 2])]
        let fourth = values[Int(text[index + 3])]
        bad |= first | second | third | fourth
        bytes.storeBytes(of: first << 2 | second >> 4, toByteOffset: filled, as: UInt8.self)
        bytes.storeBytes(of: second << 4 | third >> 2, toByteOffset: filled + 1, as: UInt8.self)
        bytes.storeBytes(of: third << 6 | fourth, toByteOffset: filled + 2, as: UInt8.self)
        index += 4
        filled += 3
      }
      if padding > 0 {
        let first = values[Int(text[index])]
        let second = values[Int(text[index + 1])]
        let third = padding == 1 ? values[Int(text[index + 2])] : 0
        let unused = padding == 1 ? third & 3 : second & 15
        guard unused == 0 else { return nil }
        bad |= first | second | third
        bytes.storeBytes(of: first << 2 | second >> 4, toByteOffset: filled, as: UInt8.self)
        filled += 1
        if padding == 1 {
          bytes.storeBytes(of: second << 4 | third >> 2, toByteOffset: filled, as: UInt8.self)
          filled += 1
        }
      }
      return bad < 64 ? filled : nil
    }
  }

  /// What each byte stands for; 0xFF for those that stand for nothing.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
    return values
  }()
}
