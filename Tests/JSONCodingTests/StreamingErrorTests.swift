import JSONCoding
import Testing

@Suite("Errors in streamed JSON")
struct StreamingErrorTests {
  /// Reads `{"data": {"<table>": [{"<column>": <integer>, …}, …]}}`.
  private func readRows(_ text: String, piece: Int, bufferSize: Int) throws {
    let reader = reader(text, piece: piece, bufferSize: bufferSize)
    let table = JSONKeyTable(["id", "balance"])
    try reader.beginObject()
    while try reader.nextKey() != nil {
      try reader.beginObject()
      while try reader.nextKey() != nil {
        try reader.beginArray()
        while try reader.nextElement() {
          try reader.beginObject()
          while let match = try reader.nextKey(in: table) {
            if match == .unknown { throw reader.error("the table has no such column") }
            if try reader.readInteger() < 0 { throw reader.error("it must not be negative") }
          }
        }
      }
    }
    try reader.finish()
  }

  private func document(_ row: String) -> String {
    "{\n\"data\": {\n  \"Customer\": [\n    {\"id\":1,\"balance\":2},\n    \(row)\n  ]\n}\n}\n"
  }

  @Test(
    "an error names line, byte and path",
    arguments: [
      (#"{"id":1,"balance":"x"}"#, ".balance", 18, "expected an integer"),
      (#"{"id":1,"balance":1.5}"#, ".balance", 18, "expected an integer"),
      (#"{"id":1,"balance":null}"#, ".balance", 18, "expected a number, got null"),
      (#"{"id":1,"balance":-5}"#, ".balance", 20, "it must not be negative"),
      (#"{"id":1,"balance":99999999999999999999}"#, ".balance", 18, "does not fit"),
      (#"{"id":1,"color":5}"#, ".color", 16, "the table has no such column"),
      (#"{"id":1,"a b":5}"#, #"["a b"]"#, 14, "the table has no such column"),
      (#"{"id":1,"id":5}"#, ".id", 8, "the same key twice"),
      (#"{"id":1 "balance":5}"#, "", 8, "unexpected byte"),
      (#"{"id":1,}"#, "", 8, "unexpected byte"),
      (#"{"id":01}"#, ".id", 6, "not a JSON number"),
      (#"{"id":}"#, ".id", 6, "unexpected byte"),
      (#"[1]"#, "", 0, "expected an object, got an array"),
    ], feeds)
  func places(_ item: (row: String, path: String, byte: Int, text: String), feed: (Int, Int))
    throws
  {
    let text = document(item.row)
    let start = text.utf8.count - item.row.utf8.count - "\n  ]\n}\n}\n".utf8.count
    let error = try #require(throws: JSONStreamError.self) {
      try readRows(text, piece: feed.0, bufferSize: feed.1)
    }
    let expectedText =
      item.text == "expected an integer" && item.row.contains("\"x\"")
      ? "expected a number, got a string" : item.text
    #expect(error.line == 5)
    #expect(error.offset == Int64(start + item.byte))
    #expect(error.path == "$.data.Customer[1]" + item.path)
    #expect(error.description.contains(expectedText), "\(error)")
    #expect(error.description.hasPrefix("Line 5, byte \(error.offset), at \(error.path): "))
  }

  @Test("a text that ends too early says so, with the place of its end")
  func truncated() throws {
    let text = document(#"{"id":1}"#)
    let sound = text.utf8.count - 1
    for length in 0..<sound {
      let error = try #require(throws: JSONStreamError.self) {
        try readRows(String(text.prefix(length)), piece: 7, bufferSize: 4)
      }
      #expect(error.reason == .syntax(.unexpectedEnd))
      #expect(error.offset == length)
      #expect(error.line == text.prefix(length).count { $0 == "\n" } + 1)
    }
    try readRows(String(text.prefix(sound)), piece: 7, bufferSize: 4)
  }

  @Test("the path tells strange and long keys in a way that fits a message")
  func strangeKeys() throws {
    let long = String(repeating: "x", count: 100_000)
    let cases = [
      (#"{"a.b":[0,{"c":"#, #"$["a.b"][1].c"#), (#"{"":"#, #"$[""]"#),
      (#"{"\"\n":"#, #"$["\"\n"]"#), (#"{"ünïcode_1":"#, "$.ünïcode_1"),
      ("{\"\(long)\":", "$.\(long.prefix(40))…"), ("[[[", "$[0][0][0]"),
    ]
    for (text, path) in cases {
      let error = #expect(throws: JSONStreamError.self) { try reader(text + "?").finish() }
      #expect(error?.path == path)
    }
  }

  @Test("no error holds a value")
  func noValues() throws {
    for text in [#"{"a":"s3cret""#, #"{"a":"s3cret}"#, #"["s3cret\x"]"#, #"["s3cret" "s3cret"]"#] {
      let error = #expect(throws: JSONStreamError.self) { try reader(text).finish() }
      #expect(error?.description.contains("s3cret") == false)
    }
    let mistyped = #expect(throws: JSONStreamError.self) {
      try reader(#""s3cret""#).readInteger()
    }
    #expect(mistyped?.description.contains("s3cret") == false)
  }

  @Test(
    "a string or number is taken up to the limit and refused beyond it", arguments: feeds, [4, 20])
  func tokenLength(feed: (Int, Int), limit: Int) throws {
    var limits = JSONStreamReader.Limits()
    limits.tokenLength = limit
    for (text, length) in [
      ("\"" + String(repeating: "a", count: limit) + "\"", limit),
      ("\"" + String(repeating: "a", count: limit + 1) + "\"", limit + 1),
      ("\"" + String(repeating: "\\n", count: limit) + "\"", limit),
      ("\"" + String(repeating: "\\n", count: limit + 1) + "\"", limit + 1),
      (String(repeating: "7", count: limit), limit),
      (String(repeating: "7", count: limit + 1), limit + 1),
    ] {
      let reader = reader("[\(text)]", piece: feed.0, bufferSize: feed.1, limits: limits)
      if length <= limit {
        try reader.finish()
      } else {
        let error = #expect(throws: JSONStreamError.self, "\(text)") { try reader.finish() }
        #expect(error?.reason == .tooLong(limit: limit))
      }
    }
  }

  @Test("the memory for a string without an end stays within the limit")
  func endlessString() {
    var limits = JSONStreamReader.Limits()
    limits.tokenLength = 100_000
    for (opening, filler) in [("\"", "aaaa"), ("\"", "\\n\\n"), ("7", "7777")] {
      var given = 0
      let reader = JSONStreamReader(limits: limits, bufferSize: 1000) { buffer in
        let piece = given == 0 ? opening : filler
        let count = min(buffer.count, piece.utf8.count)
        buffer.copyBytes(from: piece.utf8.prefix(count))
        given += count
        return count
      }
      #expect(throws: JSONStreamError.self) { try reader.finish() }
      #expect(given < 500_000)
    }
  }

  @Test("an object has as many keys as allowed, and a value as many bytes")
  func otherLimits() throws {
    var limits = JSONStreamReader.Limits()
    limits.keys = 2
    try reader(#"{"a":1,"b":{"c":1,"d":2}}"#, limits: limits).finish()
    let keys = #expect(throws: JSONStreamError.self) {
      try reader(#"[{"a":1,"b":2,"c":3}]"#, limits: limits).finish()
    }
    #expect(keys?.reason == .tooManyKeys(limit: 2))
    #expect(keys?.path == "$[0]")
    #expect(try reader("  [1,2,3]").readValue(limit: 7) == [1, 2, 3])
    let value = #expect(throws: JSONStreamError.self) {
      try reader("[1,2,3]").readValue(limit: 6)
    }
    #expect(value?.reason == .tooLong(limit: 6))
    limits.tokenLength = 8
    let raw = #expect(throws: JSONStreamError.self) {
      try reader("[1,2,3,4,5]", limits: limits).readRawValue()
    }
    #expect(raw?.reason == .tooLong(limit: 8))
  }
}
