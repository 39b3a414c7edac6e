import JSONCoding
import Testing

@Suite("Keys of streamed JSON")
struct StreamingKeyTests {
  /// Reads one object by table: known keys by position, others by name.
  private func keys(_ text: String, in table: JSONKeyTable, bufferSize: Int = 1 << 16) throws
    -> [String]
  {
    let reader = reader(text, piece: 3, bufferSize: bufferSize)
    var result: [String] = []
    try reader.beginObject()
    while let match = try reader.nextKey(in: table) {
      let name = try #require(reader.withCurrentKey(JSONCodingTests.text))
      switch match {
      case .known(let position):
        #expect(table.keys[position] == name)
        result.append("\(position)")
      case .unknown: result.append(name)
      }
    }
    try reader.finish()
    return result
  }

  @Test("keys are found in a table in any order, among others", arguments: [1, 1 << 16])
  func table(bufferSize: Int) throws {
    let table = JSONKeyTable(["id", "name", "a\"b", "ü", "", "c\\b"])
    let cases: [(String, [String])] = [
      (#"{"id":1,"name":2,"a\"b":3,"ü":4,"":5,"c\\b":6}"#, ["0", "1", "2", "3", "4", "5"]),
      (#"{"name":1,"id":2}"#, ["1", "0"]), (#"{"name":1,"id":2}"#, ["1", "0"]),
      (#"{ "id" : 1 , "name" : 2 }"#, ["0", "1"]), (#"{"\u0069d":1,"\u00fc":2}"#, ["0", "3"]),
      (#"{"x":1,"id":{"id":2},"idx":3,"i":4}"#, ["x", "0", "idx", "i"]),
      (#"{"c\b":1,"\u0000":2}"#, ["c\u{8}", "\0"]), ("{}", []),
    ]
    for (text, expected) in cases {
      #expect(try keys(text, in: table, bufferSize: bufferSize) == expected, "\(text)")
    }
  }

  @Test("a key that comes twice is refused, in a table or not, next to it or far from it")
  func duplicates() throws {
    let table = JSONKeyTable(["a", "b", "c"])
    for text in [
      #"{"a":1,"a":2}"#, #"{"a":1,"b":2,"c":3,"a":4}"#, #"{"x":1,"a":2,"x":3}"#,
      #"{"a":1,"\u0061":2}"#, #"{"c":1,"x":2,"c":3}"#,
    ] {
      let error = #expect(throws: JSONStreamError.self, "\(text)") { try keys(text, in: table) }
      #expect(error?.reason == .syntax(.duplicateKey))
    }
    #expect(try keys(#"{"a":{"a":1},"b":[{"a":2},{"a":3}]}"#, in: table) == ["0", "1"])
  }

  @Test("keys read without the table and with it are held against each other")
  func mixed() throws {
    let table = JSONKeyTable(["a", "b"])
    let first = reader(#"{"a":1,"x":2,"b":3,"a":4}"#)
    try first.beginObject()
    #expect(try first.nextKeyText() == "a")
    #expect(try first.nextKeyText() == "x")
    #expect(try first.nextKey(in: table) == .known(1))
    #expect(throws: JSONStreamError.self) { try first.nextKey(in: table) }
    let second = reader(#"{"a":1,"x":2,"a":3}"#)
    try second.beginObject()
    #expect(try second.nextKey(in: table) == .known(0))
    #expect(try second.nextKeyText() == "x")
    #expect(throws: JSONStreamError.self) { try second.nextKey() }
  }

  @Test(
    "one reader serves object after object, each with keys of its own", arguments: [3, 40, 300])
  func manyObjects(width: Int) throws {
    let table = JSONKeyTable((0..<width).map { "k\($0)" })
    var random = SeededRandom(seed: 7)
    let rows = (0..<20).map { _ in
      (0..<2 * width).shuffled(using: &random).prefix(width).map { "k\($0)" }
    }
    let text =
      "["
      + rows.map { "{" + $0.map { "\"\($0)\":0" }.joined(separator: ",") + "}" }
      .joined(separator: ",") + "]"
    let reader = reader(text, piece: 100)
    try reader.beginArray()
    for (number, row) in rows.enumerated() {
      #expect(try reader.nextElement())
      try reader.beginObject()
      for key in row {
        if number % 2 == 0 {
          #expect(try reader.nextKeyText() == key)
        } else {
          let position = table.keys.firstIndex(of: key)
          #expect(try reader.nextKey(in: table) == position.map { .known($0) } ?? .unknown)
        }
        #expect(reader.withCurrentKey(JSONCodingTests.text) == key)
      }
      #expect(try reader.nextKey() == nil)
    }
    try reader.finish()
  }

  @Test("in an object of many keys, one that comes twice is found wherever it is")
  func manyKeys() throws {
    for duplicate in [0, 1, 15, 16, 17, 999, 1999] {
      let keys = (0..<2000).map { "key \($0)" } + ["key \(duplicate)"]
      let text = "{" + keys.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
      let error = #expect(throws: JSONStreamError.self) { try reader(text).finish() }
      #expect(error?.reason == .syntax(.duplicateKey))
      #expect(error?.path == #"$["key \#(duplicate)"]"#)
    }
  }
}
