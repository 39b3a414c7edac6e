extension JSONStreamReader {
  /// Reads a string.
  /// - Returns: Its UTF-8 without escapes,.
  package func readString() throws -> UnsafeRawBufferPointer {
    guard try nextTokenByte() == UInt8(ascii: "\"") else { throw mismatch(expected: .string) }
    let string = try scanString()
    isValuePending = false
    return string
  }

  /// Reads a string.
  package func readText() throws -> String {
    String(decoding: try readString(), as: UTF8.self)
  }

  /// Reads a string from its opening quote, at ``position``, to past its closing one.
  func scanString() throws -> UnsafeRawBufferPointer {
    tokenStart = position
    position += 1
    var seen: UInt64 = 0
    while true {
      let index = Self.skipPlain(base, from: position, seen: &seen)
      position = index
      switch base[index] {
      case UInt8(ascii: "\""):
        let start = tokenStart + 1
        let string = UnsafeRawBufferPointer(start: base + start, count: index - start)
        try check(string, seen: seen, at: tokenStart)
        position = index + 1
        return string
      case UInt8(ascii: "\\"): return try scanEscapedString(seen)
      default:
        guard index == end else { throw failure(.syntax(.controlCharacter)) }
        guard try fill() else { throw unexpected() }
      }
    }
  }

  /// Goes on at the first backslash of a string. Only what follows ``position`` is in the window
  /// from here on.
  private func scanEscapedString(_ seen: UInt64) throws -> UnsafeRawBufferPointer {
    let place = windowOffset + Int64(tokenStart)
    var seen = seen
    scratch.removeAll()
    scratch.append(UnsafeRawBufferPointer(rebasing: window[tokenStart + 1..<position]))
    while true {
      let index = Self.skipPlain(base, from: position, seen: &seen)
      scratch.append(UnsafeRawBufferPointer(rebasing: window[position..<index]))
      position = index
      tokenStart = index
      guard scratch.count <= limits.tokenLength else {
        throw failure(.tooLong(limit: limits.tokenLength), at: Int(place - windowOffset))
      }
      switch base[index] {
      case UInt8(ascii: "\""):
        try check(scratch.bytes, seen: seen, at: Int(place - windowOffset))
        position = index + 1
        return scratch.bytes
      case UInt8(ascii: "\\"): try scanEscape()
      default:
        guard index == end else { throw failure(.syntax(.controlCharacter)) }
        guard try fill() else { throw unexpected() }
      }
    }
  }

  private var window: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: end) }

  private func check(_ string: UnsafeRawBufferPointer, seen: UInt64, at place: Int) throws {
    guard string.count <= limits.tokenLength else {
      throw failure(.tooLong(limit: limits.tokenLength), at: place)
    }
    if seen & 0x8080_8080_8080_8080 != 0, !UTF8Check.isValid(string) {
      throw failure(.syntax(.invalidUTF8), at: place)
    }
  }

  // MARK: - Escapes

  private func scanEscape() throws {
    // Two halves of a surrogate pair, `\ud83d\ude00`, are the longest there is.
    if end - position < 12 { try ensure(12) }
    let place = position
    position += 1
    switch base[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(base[position])
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      try scanUnicodeEscape(at: place)
      return
    default: throw invalidEscape(at: place)
    }
    position += 1
  }

  private func scanUnicodeEscape(at place: Int) throws {
    var code = try scanFourHexDigits(at: place)
    if code >= 0xD800, code < 0xDC00 {
      guard base[position] == UInt8(ascii: "\\"), base[position + 1] == UInt8(ascii: "u") else {
        throw isCut(at: position) ? unexpected() : failure(.syntax(.loneSurrogate), at: place)
      }
      position += 1
      let low = try scanFourHexDigits(at: place)
      guard low >= 0xDC00, low < 0xE000 else { throw failure(.syntax(.loneSurrogate), at: place) }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
      throw failure(.syntax(.loneSurrogate), at: place)
    }
    for byte in encoded { scratch.append(byte) }
  }

  /// Reads the digits after the `u` at ``position``.
  private func scanFourHexDigits(at place: Int) throws -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      position += 1
      let digit: UInt8
      switch base[position] {
      case let byte where byte &- 0x30 < 10: digit = byte &- 0x30
      case let byte where (byte | 0x20) &- 0x61 < 6: digit = (byte | 0x20) &- 0x61 + 10
      default: throw invalidEscape(at: place)
      }
      code = code << 4 | UInt32(digit)
    }
    position += 1
    return code
  }

  private func invalidEscape(at place: Int) -> JSONStreamError {
    isCut(at: position) ? unexpected() : failure(.syntax(.invalidEscape), at: place)
  }

  private func isCut(at index: Int) -> Bool { isAtEnd && index >= end }

  // MARK: - Scanning

  /// Goes to the next byte that means something in a string: a quote, a backslash, a control
  /// character, or the 0 that follows the window.
  ///
  /// - Parameter seen: Gets all skipped bytes or'ed in, so that its high bits tell non-ASCII.
  @inline(__always)
  static func skipPlain(
    _ base: UnsafeMutablePointer<UInt8>, from start: Int, seen: inout UInt64
  ) -> Int {
    let raw = UnsafeRawPointer(base)
    var index = start
    while true {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found = JSONStringText.specialBytes(in: word)
      if found == 0 {
        seen |= word
        index += 8
      } else {
        let bits = found.trailingZeroBitCount - 7
        seen |= word & ~(UInt64.max << UInt64(bits))
        return index + bits >> 3
      }
    }
  }
}
