import JSONCoding
import Testing

@Suite("Reading and writing JSON")
struct JSONParserTests {
  @Test(
    "a compact text comes out as it went in, bit by bit",
    arguments: [
      "null", "true", "false", "0", "-0", "1", "1.0", "1e0", "1E+2", "-12.5e-7",
      "123456789012345678901234567890", "0.1000000000000000055511151231257827",
      #""""#, #""plain""#, #""ü € 😀""#, #""\"\\\b\f\n\r\t\u0000\u001f""#,
      "[]", "[1,[2,[3,[]]],{}]", "{}", #"{"b":1,"a":{"z":null,"y":[true]}}"#,
    ])
  func roundTrip(_ text: String) throws {
    #expect(String(decoding: try JSONValue(parsing: text).serialized, as: UTF8.self) == text)
  }

  @Test(
    "escapes mean the characters they stand for",
    arguments: [
      (#""\u0041\/\u00e9\u20AC""#, "A/é€"), (#""\ud83d\ude00""#, "😀"), (#""\u2028""#, "\u{2028}"),
    ])
  func escapes(_ text: String, _ meaning: String) throws {
    #expect(try JSONValue(parsing: text) == .string(meaning))
  }

  @Test("blanks and a byte order mark around the value are skipped")
  func blanks() throws {
    let text = "\u{FEFF} \t\r\n[ 1 , { \"a\" : 2 } ] \r\n"
    #expect(try JSONValue(parsing: text) == [1, ["a": 2]])
  }

  @Test(
    "what RFC 8259 does not allow is refused with its place",
    arguments: [
      ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1", .unexpectedEnd, 2),
      ("{\"a\":", .unexpectedEnd, 5), ("\"abc", .unexpectedEnd, 4), ("tru", .unexpectedEnd, 3),
      ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2),
      ("\"\\", .unexpectedEnd, 2), ("\"\\u12", .unexpectedEnd, 5),
      ("nul!", .unexpectedByte, 3), ("[1,]", .unexpectedByte, 3), ("{,}", .unexpectedByte, 1),
      ("{\"a\" 1}", .unexpectedByte, 5), ("{a:1}", .unexpectedByte, 1), ("'a'", .unexpectedByte, 0),
      ("[1 2]", .unexpectedByte, 3), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0),
      ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0), ("/**/1", .unexpectedByte, 0),
      ("01", .invalidNumber, 0), ("-01", .invalidNumber, 0), ("1.e5", .invalidNumber, 0),
      ("1e+x", .invalidNumber, 0), ("-a", .invalidNumber, 0),
      ("1 2", .trailingData, 2), ("{}]", .trailingData, 2), ("null,", .trailingData, 4),
      (#""\x""#, .invalidEscape, 1), (#""\u12g4""#, .invalidEscape, 1),
      (#""\ud800""#, .loneSurrogate, 1), (#""\udc00""#, .loneSurrogate, 1),
      (#""\ud800\n""#, .loneSurrogate, 1), (#""\ud800\u0041""#, .loneSurrogate, 1),
      ("\"a\nb\"", .controlCharacter, 2), ("\"\\t\u{1}\"", .controlCharacter, 3),
      (#"{"a":1,"b":2,"a":3}"#, .duplicateKey, 13), (#"{"a":1,"\u0061":3}"#, .duplicateKey, 7),
    ] as [(String, JSONParseError.Problem, Int)])
  func refused(_ text: String, _ problem: JSONParseError.Problem, _ offset: Int) {
    #expect(throws: JSONParseError(problem: problem, offset: offset)) {
      try JSONValue(parsing: text)
    }
  }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    #expect(throws: JSONParseError(problem: .invalidUTF8, offset: 1)) {
      try JSONValue(parsing: [0x22] + bytes + [0x22])
    }
    #expect(throws: JSONParseError(problem: .invalidUTF8, offset: 1)) {
      try JSONValue(parsing: [0x22, 0x5C, 0x6E] + bytes + [0x22])
    }
  }

  @Test("nesting is allowed up to the limit and refused beyond it, whatever the length")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(128))
    #expect(throws: JSONParseError(problem: .tooDeep, offset: 128)) {
      try JSONValue(parsing: nested(129))
    }
    #expect(throws: JSONParseError(problem: .tooDeep, offset: 128)) {
      try JSONValue(parsing: String(repeating: "[", count: 1_000_000))
    }
    let objects = String(repeating: #"{"a":"#, count: 129)
    #expect(throws: JSONParseError(problem: .tooDeep, offset: 128 * 5)) {
      try JSONValue(parsing: objects)
    }
  }

  @Test("no text that is written has a raw line break")
  func noLineBreak() {
    let all = String(String.UnicodeScalarView((0...0x20).compactMap { Unicode.Scalar($0) }))
    let bytes = JSONValue.object(JSONObject([(all, .string(all))])).serialized
    #expect(bytes.allSatisfy { $0 >= 0x20 })
  }

  @Test("random bytes never crash the parser, and what it takes it also writes", arguments: 0..<20)
  func fuzz(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let alphabet = Array(#"{}[]",:\u0123456789.eE+-truefalsn \#n"#.utf8) + [0xC3, 0xA9, 0xFF, 0]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in
        alphabet.randomElement(using: &random)
      }
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      #expect(try JSONValue(parsing: value.serialized) == value)
    }
  }

  @Test("a valid text that is cut or has a byte changed never crashes the parser")
  func mutations() {
    let text = Array(#"{"a":[1,-2.5e3,"x\ud83d\ude00é"],"b":{"c":null,"d":true}}"#.utf8)
    for index in text.indices {
      #expect(throws: JSONParseError.self) { try JSONValue(parsing: Array(text[..<index])) }
      for byte in [0x00, 0x22, 0x5C, 0x7B, 0x7D, 0x2C, 0xFF] as [UInt8] {
        var changed = text
        changed[index] = byte
        _ = try? JSONValue(parsing: changed)
      }
    }
  }
}
