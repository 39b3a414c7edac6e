import Foundation
import JSONCoding
import Testing

@Suite("JSON values with other coders")
struct OtherCodersTests {
  @Test("a value survives Foundation's coder, but for number texts and the order of keys")
  func foundation() throws {
    let value: JSONValue = ["a": [nil, true, 1, "x", ["b": -2]]]
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
    #expect(try JSONValue(parsing: Array(data)) == value)
    #expect(try JSONDecoder().decode(JSONValue.self, from: Data("0.5".utf8)).doubleValue == 0.5)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(JSONObject.self, from: Data("[1]".utf8))
    }
  }

  @Test("a whole object can be a member, and must be one")
  func objects() throws {
    struct Holder: Codable, Equatable { var settings: JSONObject }
    let holder = Holder(settings: ["z": 1, "a": nil])
    let value = try JSONValueEncoder().encode(holder)
    #expect(value == ["settings": ["z": 1, "a": nil]])
    #expect(try JSONValueDecoder(unknownKeys: .refuse).decode(Holder.self, from: value) == holder)
    let error = try #require(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(Holder.self, from: ["settings": 1])
    }
    #expect(error.description == "params.settings must be an object, got an integer.")
  }
}
