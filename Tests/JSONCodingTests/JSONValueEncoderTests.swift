import JSONCoding
import Testing

@Suite("Encoding JSON values")
struct JSONValueEncoderTests {
  struct Backup: Codable, Equatable {
    var id: String
    var size: Int64
    var label: String?
    var ratio: Double
    var tags: [String]
    var parts: [String: UInt8]
    var raw: JSONValue
  }

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONValueEncoder().encode(value).serialized, as: UTF8.self)
  }

  @Test("members stand in their order, nil ones are left out, and raw values stay as they are")
  func order() throws {
    let backup = Backup(
      id: "b1", size: .max, label: nil, ratio: 2, tags: ["x"], parts: ["a": 1],
      raw: try JSONValue(parsing: "[1.0,1e0]"))
    #expect(
      try text(backup)
        == #"{"id":"b1","size":9223372036854775807,"ratio":2,"tags":["x"],"parts":{"a":1},"raw":[1.0,1e0]}"#
    )
    #expect(
      try JSONValueDecoder().decode(Backup.self, from: JSONValueEncoder().encode(backup)) == backup)
  }

  @Test("an explicit null is written")
  func explicitNull() throws {
    struct Page: Encodable {
      var nextCursor: String?
      enum CodingKeys: CodingKey { case nextCursor }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(nextCursor, forKey: .nextCursor)
      }
    }
    #expect(try text(Page()) == #"{"nextCursor":null}"#)
    #expect(try text([Int?.none, 1]) == "[null,1]")
  }

  @Test("nested containers keep the place where they were asked for")
  func nestedContainers() throws {
    struct Shape: Encodable {
      enum CodingKeys: CodingKey { case a, b, c }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        var inner = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .a)
        var list = container.nestedUnkeyedContainer(forKey: .b)
        try container.encode(true, forKey: .c)
        try inner.encode(1, forKey: .a)
        try list.encode("x")
        try list.encodeNil()
        try Int(7).encode(to: container.superEncoder())
      }
    }
    #expect(try text(Shape()) == #"{"a":{"a":1},"b":["x",null],"c":true,"super":7}"#)
  }

  @Test("a type without members is an empty object")
  func empty() throws {
    struct Nothing: Encodable {}
    #expect(try text(Nothing()) == "{}")
  }

  @Test("a number that JSON does not have is refused", arguments: [Double.nan, .infinity])
  func notANumber(_ value: Double) {
    #expect(throws: EncodingError.self) { try JSONValueEncoder().encode([value]) }
  }

  @Test("doubles are written with the fewest digits that give them back")
  func doubles() throws {
    #expect(try text([0.1, 1e21, -0.5, 100]) == "[0.1,1e+21,-0.5,100]")
  }
}
