/// Takes bytes one after the other.
protocol JSONByteSink {
  associatedtype Failure: Error

  func append(_ byte: UInt8) throws(Failure)
  func append(_ bytes: UnsafeRawBufferPointer) throws(Failure)
  func append(_ text: StaticString) throws(Failure)
}

/// Strings as JSON text.
enum JSONStringText {
  /// Writes a string with its quotes, and escapes only what must be (RFC 8259, section 7).
  /// - Parameter string: UTF-8.
  static func write<Sink: JSONByteSink>(
    _ string: UnsafeRawBufferPointer, to sink: Sink
  ) throws(Sink.Failure) {
    try sink.append(UInt8(ascii: "\""))
    var done = 0
    while true {
      let next = plainEnd(string, from: done)
      try sink.append(UnsafeRawBufferPointer(rebasing: string[done..<next]))
      guard next < string.count else { break }
      try escape(string[next], to: sink)
      done = next + 1
    }
    try sink.append(UInt8(ascii: "\""))
  }

  private static func escape<Sink: JSONByteSink>(
    _ byte: UInt8, to sink: Sink
  ) throws(Sink.Failure) {
    switch byte {
    case UInt8(ascii: "\""): try sink.append("\\\"")
    case UInt8(ascii: "\\"): try sink.append("\\\\")
    case 0x08: try sink.append("\\b")
    case 0x09: try sink.append("\\t")
    case 0x0A: try sink.append("\\n")
    case 0x0C: try sink.append("\\f")
    case 0x0D: try sink.append("\\r")
    default:
      try sink.append("\\u00")
      try sink.append(0x30 + byte >> 4)
      let low = byte & 15
      try sink.append(low < 10 ? 0x30 + low : 0x61 - 10 + low)
    }
  }

  /// The next place of a byte that must be escaped, or the string's end.
  private static func plainEnd(_ string: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= string.count {
      let word = string.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let found = specialBytes(in: UInt64(littleEndian: word))
      if found != 0 { return index + (found.trailingZeroBitCount >> 3) }
      index += 8
    }
    while index < string.count {
      let byte = string[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      index += 1
    }
    return index
  }

  /// The high bits of the bytes in a word that are a quote, a backslash or a control character.
  ///
  /// The lowest one that is set is always right; those above it need not be.
  @inline(__always)
  static func specialBytes(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let slashes = word ^ (ones &* 0x5C)
    let found =
      (word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
    return found & 0x8080_8080_8080_8080
  }
}
