import JSONCoding
import Testing

@Suite("Writing streamed JSON")
struct StreamingWriterTests {
  private func written(
    bufferSize: Int = 1 << 18, _ body: (JSONStreamWriter) throws -> Void
  ) throws -> String {
    var bytes: [UInt8] = []
    let writer = JSONStreamWriter(bufferSize: bufferSize) { bytes += $0 }
    try body(writer)
    try writer.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("commas and colons come by themselves", arguments: [1, 2, 7, 1 << 18])
  func structure(bufferSize: Int) throws {
    let text = try written(bufferSize: bufferSize) { writer in
      try writer.beginObject()
      try writer.key("a")
      try writer.beginArray()
      try writer.null()
      try writer.bool(true)
      try writer.bool(false)
      try writer.beginArray()
      try writer.endArray()
      try writer.beginObject()
      try writer.endObject()
      try writer.endArray()
      try writer.key("b\n")
      #expect(try Array("ü".utf8).withUnsafeBytes { try writer.string($0) })
      try writer.key("c")
      try Array("[1, 2]".utf8).withUnsafeBytes { try writer.raw($0) }
      try writer.key("d")
      try writer.value(["e": [1, "x"]])
      try writer.endObject()
    }
    #expect(text == #"{"a":[null,true,false,[],{}],"b\n":"ü","c":[1, 2],"d":{"e":[1,"x"]}}"#)
  }

  @Test("line breaks and blanks go where the caller wants them")
  func lines() throws {
    let text = try written { writer in
      try writer.beginObject()
      writer.newline(indent: 2)
      try writer.key("a")
      try writer.beginArray()
      for value in 1...2 {
        writer.newline(indent: 4)
        try writer.integer(Int64(value))
      }
      writer.newline(indent: 2)
      try writer.endArray()
      writer.newline(indent: 2)
      try writer.key("b")
      try writer.null()
      writer.newline(indent: 0)
      try writer.endObject()
      writer.newline(indent: 0)
    }
    #expect(text == "{\n  \"a\":[\n    1,\n    2\n  ],\n  \"b\":null\n}\n")
  }

  @Test(
    "an integer is written in digits",
    arguments: [0, 1, -1, 9, 10, -10, 1_234_567_890, .max, .min] as [Int64])
  func integers(_ value: Int64) throws {
    #expect(try written { try $0.integer(value) } == "\(value)")
  }

  @Test("a real comes back bit by bit, and never looks like an integer")
  func reals() throws {
    #expect(try written { _ = try $0.real(1) } == "1.0")
    #expect(try written { _ = try $0.real(-0.0) } == "-0.0")
    #expect(try written { _ = try $0.real(.leastNonzeroMagnitude) } == "5e-324")
    var random = SeededRandom(seed: 3)
    let some: [Double] = [
      0, -0.0, 1, 1e15, 1e16, 1e21, 1e22, -1e100, 0.1, 1 / 3, 9_007_199_254_740_992, 1e-7,
      .greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, .pi,
    ]
    let others = (0..<2000).map { _ in Double(bitPattern: random.next()) }
    for value in some + others where value.isFinite {
      let text = try written { _ = try $0.real(value) }
      guard case .real(let back) = try reader(text).readNumber() else {
        Issue.record("\(text) is read as an integer")
        continue
      }
      #expect(back.bitPattern == value.bitPattern, "\(text)")
    }
  }

  @Test("what JSON cannot hold is not written, and nothing is left of the attempt")
  func unwritable() throws {
    let text = try written { writer in
      try writer.beginArray()
      #expect(try !writer.real(.infinity))
      #expect(try !writer.real(-.infinity))
      #expect(try !writer.real(.nan))
      try writer.null()
      for bytes in invalidUTF8 {
        #expect(try !bytes.withUnsafeBytes { try writer.string($0) })
      }
      try writer.null()
      try writer.endArray()
    }
    #expect(text == "[null,null]")
  }

  @Test("a string is escaped as little as is allowed", arguments: [1, 5, 1 << 18])
  func escapes(bufferSize: Int) throws {
    let all = String(String.UnicodeScalarView((0...0x7F).compactMap { Unicode.Scalar($0) }))
    for text in [
      all, "plain", "", "\"", "a\\b", "/", "1234567\n", "12345678\n", "ü€😀\u{2028}\u{7F}",
    ] {
      let json = try written(bufferSize: bufferSize) { try $0.string(text) }
      #expect(Array(json.utf8) == JSONValue.string(text).serialized)
      #expect(try reader(json).readText() == text)
    }
  }

  @Test("what the sink throws comes out")
  func failingSink() {
    struct SinkFailure: Error {}
    let writer = JSONStreamWriter(bufferSize: 4) { _ in throw SinkFailure() }
    #expect(throws: SinkFailure.self) { try writer.string("longer than the buffer") }
    let lazy = JSONStreamWriter { _ in throw SinkFailure() }
    #expect(throws: Never.self) { try lazy.string("short") }
    #expect(throws: SinkFailure.self) { try lazy.finish() }
  }

  @Test("random values come back as they went, however they are cut", arguments: 0..<6)
  func roundTrip(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<60 {
      let value = Self.value(depth: 0, &random)
      let text = try written(bufferSize: .random(in: 1...64, using: &random)) { writer in
        try Self.write(value, to: writer, random: &random)
      }
      let feed = feeds[Int.random(in: 0..<feeds.count, using: &random)]
      let reader = reader(text, piece: feed.0, bufferSize: feed.1)
      #expect(try reader.readValue(limit: text.utf8.count) == value)
      try reader.finish()
      #expect(try JSONValue(parsing: text) == value)
    }
  }

  private static func text(_ random: inout SeededRandom) -> String {
    let letters = Array("abcdefghij \"\\/\n\t\r\u{8}\u{C}\u{1}\0ü€😀\u{7F}")
    return String(
      (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
        letters.randomElement(using: &random)
      })
  }

  private static func value(depth: Int, _ random: inout SeededRandom) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
    case 3, 4, 5: return .string(text(&random))
    case 6:
      return .array(
        (0..<Int.random(in: 0...6, using: &random)).map { _ in value(depth: depth + 1, &random) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        object[text(&random)] = value(depth: depth + 1, &random)
      }
      return .object(object)
    }
  }

  /// Writes a value call by call, with line breaks at random places.
  private static func write(
    _ value: JSONValue, to writer: JSONStreamWriter, random: inout SeededRandom
  ) throws {
    if Int.random(in: 0..<5, using: &random) == 0 { writer.newline(indent: 3) }
    switch value {
    case .null: try writer.null()
    case .bool(let value): try writer.bool(value)
    case .number(let number): try writer.integer(try #require(number.integer(as: Int64.self)))
    case .string(let text): try writer.string(text)
    case .array(let elements):
      try writer.beginArray()
      for element in elements { try write(element, to: writer, random: &random) }
      try writer.endArray()
    case .object(let object):
      try writer.beginObject()
      for member in object.members {
        try writer.key(member.key)
        // A line break may stand between a key and its value, too.
        try write(member.value, to: writer, random: &random)
      }
      try writer.endObject()
    }
  }
}
