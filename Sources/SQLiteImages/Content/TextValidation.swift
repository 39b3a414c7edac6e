/// Whether bytes are text, as Unicode has it
/// (https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G7404).
enum TextValidation {
  static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isASCII(bytes)
      || bytes.withMemoryRebound(to: UInt8.self) { (try? UTF8Span(validating: $0.span)) != nil }
  }

  static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { return false }
      offset += 8
    }
    while offset < bytes.count {
      if bytes[offset] >= 0x80 { return false }
      offset += 1
    }
    return true
  }

  /// Whether SQLite can convert it to UTF-8 and back: it takes U+FFFE and U+FFFF for malformed.
  static func isUTF16(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool) -> Bool {
    guard bytes.count % 2 == 0 else { return false }
    var needsLow = false
    for offset in stride(from: 0, to: bytes.count, by: 2) {
      let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
      let unit = isBigEndian ? first << 8 | second : second << 8 | first
      switch unit {
      case 0xD800..<0xDC00:
        if needsLow { return false }
        needsLow = true
      case 0xDC00..<0xE000:
        if !needsLow { return false }
        needsLow = false
      default:
        if needsLow || unit >= 0xFFFE { return false }
      }
    }
    return !needsLow
  }
}
