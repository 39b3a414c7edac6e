extension JSONParser {
  /// Reads a number and keeps its text.
  mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    if try peek() == UInt8(ascii: "0") { offset += 1 } else { try skipDigits(from: start) }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      try skipDigits(from: start)
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      let sign = try peek()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
      try skipDigits(from: start)
    }
    if offset < bytes.count, isDigit(bytes[offset]) { throw error(.invalidNumber, at: start) }
    let text = UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
    return JSONNumber(validated: String(decoding: text, as: UTF8.self))
  }

  private mutating func skipDigits(from start: Int) throws(JSONParseError) {
    guard try isDigit(peek()) else { throw error(.invalidNumber, at: start) }
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Reads a string, from its opening quote to past its closing one.
  mutating func parseString() throws(JSONParseError) -> String {
    let start = offset + 1
    var seen: UInt8 = 0
    offset = start
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
      guard byte >= 0x20 else { throw error(.controlCharacter) }
      seen |= byte
      offset += 1
    }
    let text = UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
    offset += 1
    // ASCII is never invalid, and by far the fastest to take over.
    return seen < 0x80 ? String(decoding: text, as: UTF8.self) : try decode(text, at: start)
  }

  /// Goes on where the first backslash of a string was met.
  private mutating func parseEscapedString(from start: Int) throws(JSONParseError) -> String {
    var decoded = Array(bytes[start..<offset])
    while true {
      let byte = try peek()
      guard byte >= 0x20 else { throw error(.controlCharacter) }
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        let result = decoded.withUnsafeBytes { buffer in
          Result { () throws(JSONParseError) in try decode(buffer, at: start) }
        }
        return try result.get()
      case UInt8(ascii: "\\"): try parseEscape(into: &decoded)
      default: decoded.append(byte)
      }
    }
  }

  private mutating func parseEscape(into decoded: inout [UInt8]) throws(JSONParseError) {
    let place = offset - 1
    let byte = try peek()
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): try parseUnicodeEscape(at: place, into: &decoded)
    default: throw error(.invalidEscape, at: place)
    }
  }

  private mutating func parseUnicodeEscape(
    at place: Int, into decoded: inout [UInt8]
  ) throws(JSONParseError) {
    var code = try parseFourHexDigits(at: place)
    if code >= 0xD800, code < 0xDC00 {
      guard try peek() == UInt8(ascii: "\\") else { throw error(.loneSurrogate, at: place) }
      offset += 1
      guard try peek() == UInt8(ascii: "u") else { throw error(.loneSurrogate, at: place) }
      offset += 1
      let low = try parseFourHexDigits(at: place)
      guard low >= 0xDC00, low < 0xE000 else { throw error(.loneSurrogate, at: place) }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error(.loneSurrogate, at: place) }
    decoded.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private mutating func parseFourHexDigits(at place: Int) throws(JSONParseError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw error(.invalidEscape, at: place)
      }
      code = code << 4 | UInt32(digit)
      offset += 1
    }
    return code
  }

  private func decode(
    _ text: UnsafeRawBufferPointer, at place: Int
  ) throws(JSONParseError) -> String {
    guard let text = String(validating: text.assumingMemoryBound(to: UInt8.self), as: UTF8.self)
    else { throw error(.invalidUTF8, at: place) }
    return text
  }
}
