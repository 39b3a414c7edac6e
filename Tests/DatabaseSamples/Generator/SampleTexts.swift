import SampleShop

/// Text that looks like something else, or is not valid text.
enum SampleTexts {
  static let all: [String] = [
    "", " ", "a", "plain text", "it's", "''", "'", "\"", "\"quoted\"", "`", "[x]", "\\", "\\n",
    "\\u0000",
    "\n", "\r", "\r\n", "one\ntwo\n", "one\rtwo", "one\r\ntwo\r\n", "\t", "\u{0}", "nul\u{0}inside",
    "nul at the end\u{0}", "\u{0}first", "\u{1}\u{2}\u{1F}\u{7F}", "\u{1B}[31mred\u{1B}[0m",
    "\u{8}\u{C}",
    "1", "-1", "007", "1.0", "1e5", " 12 ", "+5", "0x10", "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809", "1e999", "Infinity", "NaN", "null", "NULL", "true", "x'41'", "0.1",
    ".5",
    ".quit", ".shell true", "\n.quit\n", "go", "\ngo\n", "/", "\n/\n", "COMMIT;", "\nCOMMIT;\n",
    "ROLLBACK; -- due to errors", "*/", "/*", "--", "-- comment\n", ";", "'); DROP TABLE t; --",
    "unistr('\\u000a')", "replace(x,char(10))", "char(0)", "\u{1F600}", "👩‍👩‍👧‍👦", "e\u{301}", "\u{E9}",
    "表ポ",
    "\u{FEFF}", "\u{FEFF}bom first", "bom \u{FEFF} inside", "\u{2028}\u{2029}", "\u{FFFD}",
    "\u{FFFF}",
    "\u{10FFFF}", "\u{85}", "\u{A0}", "ß", "İ", "2026-03-01T09:30:00.000Z", "{\"a\": [1, 2]}",
    "</script>",
    "%s%n", "$1", "?1", ":x", "@x",
  ]

  /// UTF-8 that is none: lone continuation bytes, cut and overlong forms, encoded surrogates.
  static let invalidUTF8: [[UInt8]] = [
    [0x80], [0xFF], [0xC3], [0x61, 0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    [0xC0, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE, 0xFF], [0xFF, 0xFE, 0x41], [0x61, 0x00, 0xFF, 0x27],
    [0x27, 0x80, 0x0A],
  ]

  /// Surrogates without their other half, and in the wrong order.
  static let invalidUTF16: [[UInt16]] = [
    [0xD800], [0xDC00], [0x61, 0xD83D], [0xDE00, 0xD83D], [0xD800, 0xD800, 0xDC00], [0xD83D, 0x27],
    [0xFFFE], [0xFEFF], [0xFEFF, 0x61], [0xDBFF, 0x00, 0x61],
  ]

  /// More than 100 KB of it.
  static let long = Dictionary(
    uniqueKeysWithValues: TextEncoding.allCases.map {
      ($0, Array([[UInt8]](repeating: $0.bytes("long 'text';\n"), count: 8000).joined()))
    })

  /// Text in the encoding of the database; one in ten is not valid.
  static func bytes(_ random: inout SeededRandom, _ encoding: TextEncoding) -> [UInt8] {
    if random.chance(10) {
      return encoding == .utf8
        ? random.pick(invalidUTF8) : encoding.bytes(units: random.pick(invalidUTF16))
    }
    var text = random.pick(all)
    if random.chance(15) { text += random.pick(all) }
    return encoding.bytes(text)
  }
}
