import JSONCoding
import Testing

@Suite("Reading streamed JSON")
struct StreamingReaderTests {
  private static let document = #"""
    {"id": 7, "name": "Mül\nler", "price": 12.50, "tags": ["a", "b"],
     "none": null, "yes": true, "no": false, "nested": {"x": [1, {"y": 2}]}}
    """#

  @Test("a text is read value by value, wherever it is cut into pieces", arguments: feeds)
  func walk(piece: Int, bufferSize: Int) throws {
    let reader = reader(Self.document, piece: piece, bufferSize: bufferSize)
    try reader.beginObject()
    #expect(try reader.nextKeyText() == "id")
    #expect(try reader.peekKind() == .number)
    #expect(try reader.readInteger() == 7)
    #expect(try reader.nextKey().map(text) == "name")
    #expect(try reader.peekKind() == .string)
    #expect(try reader.readText() == "Mül\nler")
    #expect(try reader.nextKeyText() == "price")
    #expect(try text(reader.readNumberText()) == "12.50")
    #expect(try reader.nextKeyText() == "tags")
    #expect(try reader.peekKind() == .array)
    try reader.beginArray()
    #expect(try reader.nextElement())
    #expect(try text(reader.readString()) == "a")
    #expect(try reader.nextElement())
    #expect(try reader.readText() == "b")
    #expect(try !reader.nextElement())
    #expect(try reader.nextKeyText() == "none")
    #expect(try reader.peekKind() == .null)
    try reader.readNull()
    #expect(try reader.nextKeyText() == "yes")
    #expect(try reader.peekKind() == .bool)
    #expect(try reader.readBool())
    #expect(try reader.nextKeyText() == "no")
    #expect(try !reader.readBool())
    #expect(try reader.nextKeyText() == "nested")
    #expect(try reader.peekKind() == .object)
    #expect(try text(reader.readRawValue()) == #"{"x":[1,{"y":2}]}"#)
    #expect(try reader.nextKey() == nil)
    try reader.finish()
    #expect(reader.offset == Self.document.utf8.count)
  }

  @Test("what is not read is skipped, in whole or in part")
  func skipping() throws {
    let reader = reader(#"[[1,2,[3]],{"a":{"b":[4]},"c":5},{"a":[6,7]},8]"#)
    try reader.beginArray()
    #expect(try reader.nextElement())
    #expect(try reader.nextElement())
    try reader.beginObject()
    #expect(try reader.nextKeyText() == "a")
    #expect(try reader.nextKeyText() == "c")
    #expect(try reader.nextKeyText() == nil)
    #expect(try reader.nextElement())
    try reader.skipValue()
    #expect(try reader.nextElement())
    #expect(try reader.readInteger() == 8)
    #expect(try !reader.nextElement())
    try reader.finish()
  }

  @Test("the end is reached from anywhere, and all that is left is checked")
  func finishing() throws {
    for (end, isSound) in [(#""x"]}}"#, true), (#"x]}}"#, false), (#""x"]} }1"#, false)] {
      let reader = reader(#"{"a":{"b":[1, "# + end)
      try reader.beginObject()
      _ = try reader.nextKey()
      try reader.beginObject()
      _ = try reader.nextKey()
      try reader.beginArray()
      _ = try reader.nextElement()
      if isSound {
        try reader.finish()
      } else {
        #expect(throws: JSONStreamError.self) { try reader.finish() }
      }
    }
  }

  @Test("scalars are read in one go, and objects and arrays left to the caller")
  func scalars() throws {
    let reader = reader(#"[null, true, -5, 2.5, 1e2, "ü\t", [], {}]"#)
    var kinds: [String] = []
    try reader.beginArray()
    while try reader.nextElement() {
      switch try reader.readScalar() {
      case nil: kinds.append(try reader.peekKind().description)
      case .null: kinds.append("null")
      case .bool(let value): kinds.append("\(value)")
      case .integer(let value): kinds.append("integer \(value)")
      case .real(let value): kinds.append("real \(value)")
      case .string(let value): kinds.append(text(value))
      }
    }
    #expect(
      kinds == [
        "null", "true", "integer -5", "real 2.5", "real 100.0", "ü\t", "an array", "an object",
      ])
  }

  @Test("a nested value is given as compact text with its numbers as they were")
  func rawValues() throws {
    let reader = reader(#" { "a b" : [ 1.50 , -0, 1E+2 , "\u0041\/\n\u0001\"" ] , "": { } } "#)
    #expect(
      try text(reader.readRawValue()) == #"{"a b":[1.50,-0,1E+2,"A/\n\u0001\""],"":{}}"#)
    try reader.finish()
  }

  @Test("integers are read up to the ends of 64 bits, and refused beyond them")
  func integers() throws {
    let sound: [(String, Int64)] = [
      ("0", 0), ("-0", 0), ("999999999999999999", 999_999_999_999_999_999),
      ("1000000000000000000", 1_000_000_000_000_000_000),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ]
    for (text, value) in sound {
      #expect(try reader(text).readInteger() == value)
      #expect(try reader(text).readNumber() == .integer(value))
    }
    let unfit = [
      "9223372036854775808", "-9223372036854775809", "18446744073709551616", "92233720368547758070",
      "100000000000000000000000000000",
    ]
    for text in unfit {
      let error = try #require(throws: JSONStreamError.self) { try reader(text).readNumber() }
      #expect(error.reason == .outOfRange(expected: "a 64-bit integer"))
      #expect(throws: error) { try reader(text).readInteger() }
      #expect(try reader(text).readDouble() == Double(text))
    }
    for text in ["1.0", "1e0", "1.5"] {
      #expect(throws: JSONStreamError.self) { try reader(text).readInteger() }
    }
  }

  @Test("doubles are the nearest ones, and refused where there is none")
  func doubles() throws {
    let texts = [
      "0.0", "-0.0", "0.1", "0.3", "12.34", "-1.5e3", "1e22", "1e23", "9007199254740993.0",
      "9007199254740992e3", "1.7976931348623157e308", "5e-324", "4.9406564584124654e-324",
      "2.2250738585072011e-308", "1e-999", "123456789.123456789", "0.000001", "1e-22", "1e-23",
      "8.5e-7", "1.0000000000000002", "179769313486231570000.0e+288", "0e0", "0e999999999999",
    ]
    for text in texts {
      #expect(try reader(text).readDouble().bitPattern == Double(text)?.bitPattern, "\(text)")
      #expect(try reader(text).readNumber() == .real(try #require(Double(text))), "\(text)")
    }
    for text in ["1e999", "-1e309", "1.8e308", "1e99999999999999999999"] {
      let error = #expect(throws: JSONStreamError.self) { try reader(text).readNumber() }
      #expect(error?.reason == .outOfRange(expected: "a double"))
      let raw = reader(text)
      #expect(try JSONCodingTests.text(raw.readNumberText()) == text)
      try raw.finish()
    }
  }

  @Test("what the source throws comes out, at any of its reads")
  func failingSource() throws {
    struct SourceFailure: Error {}
    let bytes = Array(Self.document.utf8)
    for failing in stride(from: 0, to: bytes.count, by: 5) {
      let inner = source(bytes, piece: 5)
      var reads = 0
      let reader = JSONStreamReader(bufferSize: 8) { buffer in
        defer { reads += 1 }
        if reads * 5 == failing { throw SourceFailure() }
        return try inner(buffer)
      }
      #expect(throws: SourceFailure.self) { try reader.finish() }
    }
  }

  @Test("strings that are longer than the buffer are read, and memory shrinks thereafter")
  func longStrings() throws {
    let long = String(repeating: "A long text. ", count: 90_000)
    let escaped = long.replacing("text", with: #"t\u0065xt"#)
    let reader = reader("[\"\(long)\",\"short\",\"\(escaped)\",\"\(long)\"]", piece: 100_000)
    try reader.beginArray()
    for expected in [long, "short", long, long] {
      #expect(try reader.nextElement())
      #expect(try reader.readText() == expected)
    }
    #expect(try !reader.nextElement())
    try reader.finish()
  }
}
