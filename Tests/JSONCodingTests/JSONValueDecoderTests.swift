import JSONCoding
import Testing

@Suite("Decoding JSON values")
struct JSONValueDecoderTests {
  enum Frequency: String, Codable, CaseIterable { case hourly, daily, off }
  enum Level: Int, Codable, CaseIterable { case low = 1, high = 2 }

  struct Schedule: Codable, Equatable {
    var frequency: Frequency
    var minute: UInt8?
    var note: String?
  }

  struct Params: Codable, Equatable {
    var schedule: Schedule
    var tables: [Schedule]?
    var limit: Int?
    var ratio: Double?
    var pinned: Bool?
    var extra: JSONValue?
    var levels: [String: Level]?
  }

  private func decode(_ text: String, _ unknownKeys: JSONValueDecoder.UnknownKeys = .refuse)
    throws -> Params
  {
    try JSONValueDecoder(unknownKeys: unknownKeys).decode(from: try JSONValue(parsing: text))
  }

  @Test("every kind of member is decoded, and raw values stay as they are")
  func decodes() throws {
    let params = try decode(
      #"""
      {"schedule":{"frequency":"daily","minute":5.0,"note":null},"tables":[{"frequency":"off"}],
       "limit":-3,"ratio":1,"pinned":true,"extra":[1.0,{"z":1e0}],"levels":{"a":2}}
      """#)
    #expect(
      params
        == Params(
          schedule: Schedule(frequency: .daily, minute: 5, note: nil),
          tables: [Schedule(frequency: .off)], limit: -3, ratio: 1, pinned: true,
          extra: try JSONValue(parsing: #"[1.0,{"z":1e0}]"#), levels: ["a": .high]))
  }

  @Test(
    "an error names the path, what was expected and what came",
    arguments: [
      ("[]", "params", "an object", "an array"),
      (#"{"schedule":"x"}"#, "params.schedule", "an object", "a string"),
      (
        #"{"schedule":{"frequency":"weekly"}}"#, "params.schedule.frequency",
        #""hourly", "daily" or "off""#, #""weekly""#
      ),
      (
        #"{"schedule":{"frequency":7}}"#, "params.schedule.frequency",
        #""hourly", "daily" or "off""#, "an integer"
      ),
      (
        #"{"schedule":{"frequency":"off","minute":256}}"#, "params.schedule.minute",
        "an integer from 0 to 255", "256"
      ),
      (
        #"{"schedule":{"frequency":"off","minute":1.5}}"#, "params.schedule.minute", "an integer",
        "1.5"
      ),
      (
        #"{"schedule":{"frequency":"off"},"limit":"3"}"#, "params.limit", "an integer", "a string"
      ),
      (
        #"{"schedule":{"frequency":"off"},"ratio":1e999}"#, "params.ratio",
        "a number of at most 1.7976931348623157e+308", "1e999"
      ),
      (#"{"schedule":{"frequency":"off"},"pinned":0}"#, "params.pinned", "a boolean", "an integer"),
      (
        #"{"schedule":{"frequency":"off"},"tables":[{"frequency":"off"},{"frequency":null}]}"#,
        "params.tables[1].frequency", #""hourly", "daily" or "off""#, "null"
      ),
      (
        #"{"schedule":{"frequency":"off"},"tables":{}}"#, "params.tables", "an array", "an object"
      ),
      (
        #"{"schedule":{"frequency":"off"},"levels":{"b":3}}"#, "params.levels.b", #""1" or "2""#,
        "an integer"
      ),
    ])
  func mismatches(_ text: String, _ path: String, _ expected: String, _ found: String) throws {
    let error = try #require(throws: JSONDecodingError.self) { try decode(text) }
    #expect(error.reason == .mismatch)
    #expect(error.path == path)
    #expect(error.expected == expected)
    #expect(error.found == found)
    #expect(error.description == "\(path) must be \(expected), got \(found).")
  }

  @Test("a member that is missing is named, with what it should be")
  func missing() throws {
    let error = try #require(throws: JSONDecodingError.self) { try decode(#"{"schedule":{}}"#) }
    #expect(error.reason == .missing)
    #expect(error.path == "params.schedule.frequency")
    #expect(error.expected == #""hourly", "daily" or "off""#)
  }

  @Test("a choice lists its values for a program")
  func allowed() throws {
    let error = try #require(throws: JSONDecodingError.self) {
      try decode(#"{"schedule":{"frequency":"weekly"}}"#)
    }
    #expect(error.allowed == ["hourly", "daily", "off"])
  }

  @Test("an unknown key is refused at any depth, or ignored where that was asked for")
  func unknownKeys() throws {
    let text = #"{"schedule":{"frequency":"off","minuet":1}}"#
    let error = try #require(throws: JSONDecodingError.self) { try decode(text) }
    #expect(error.reason == .unknownKey)
    #expect(error.path == "params.schedule.minuet")
    #expect(error.allowed == ["frequency", "minute", "note"])
    #expect(try decode(text, .ignore).schedule == Schedule(frequency: .off))

    let root = try #require(throws: JSONDecodingError.self) {
      try decode(#"{"schedule":{"frequency":"off"},"x":1}"#)
    }
    #expect(root.path == "params.x")
  }

  @Test("a type that takes no params refuses any")
  func noParams() throws {
    struct Empty: Decodable {
      enum CodingKeys: CodingKey {}
      init(from decoder: any Decoder) throws {
        _ = try decoder.container(keyedBy: CodingKeys.self)
      }
    }
    let error = try #require(throws: JSONDecodingError.self) {
      try JSONValueDecoder(unknownKeys: .refuse).decode(Empty.self, from: ["a": 1])
    }
    #expect(error.path == "params.a")
    #expect(error.expected == "nothing")
  }

  @Test("a type that tries one form and then another is not held to the keys of the first")
  func alternatives() throws {
    enum Either: Decodable, Equatable {
      struct First: Decodable, Equatable { var a: Int }
      struct Second: Decodable, Equatable { var b: Int }
      case first(First), second(Second)
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let first = try? container.decode(First.self) {
          self = .first(first)
        } else {
          self = .second(try container.decode(Second.self))
        }
      }
    }
    let decoder = JSONValueDecoder(unknownKeys: .refuse)
    #expect(try decoder.decode(Either.self, from: ["b": 1]) == .second(.init(b: 1)))
    #expect(throws: JSONDecodingError.self) {
      try decoder.decode(Either.self, from: ["a": 1, "b": 1])
    }
  }

  @Test("nested containers and superclasses are held to their keys, too")
  func nestedContainers() throws {
    let decoder = JSONValueDecoder(unknownKeys: .refuse)
    #expect(
      try decoder.decode(Nested.self, from: ["in": ["x": 1], "list": [2, nil]])
        == Nested(x: 1, first: 2, secondIsNil: true))
    let error = try #require(throws: JSONDecodingError.self) {
      try decoder.decode(Nested.self, from: ["in": ["x": 1, "y": 2], "list": [2, nil]])
    }
    #expect(error.path == "params.in.y")
    #expect(try decoder.decode(Derived.self, from: ["b": 2, "super": ["a": 1]]).sum == 3)
    #expect(throws: JSONDecodingError.self) {
      try decoder.decode(Derived.self, from: ["b": 2, "super": ["a": 1, "c": 3]])
    }
  }

  @Test("what a type itself says of a value becomes what was expected")
  func ownErrors() throws {
    struct Time: Decodable {
      init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorruptedError(
          in: try decoder.singleValueContainer(), debugDescription: "a time, HH:MM")
      }
    }
    struct Outer: Decodable { var at: Time }
    let error = try #require(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(Outer.self, from: ["at": "25:00"])
    }
    #expect(error.description == "params.at must be a time, HH:MM, got a string.")
  }

  @Test("an array that is too short is an error with its place")
  func shortArray() throws {
    struct Pair: Decodable {
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        _ = try container.decode(Int.self)
        _ = try container.decode(Int.self)
      }
    }
    let error = try #require(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(Pair.self, from: [1])
    }
    #expect(error.path == "params[1]")
  }
}

private struct Nested: Decodable, Equatable {
  var x: Int
  var first: Int
  var secondIsNil: Bool

  enum CodingKeys: String, CodingKey { case inner = "in", list, x }

  init(x: Int, first: Int, secondIsNil: Bool) {
    self.x = x
    self.first = first
    self.secondIsNil = secondIsNil
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    x = try container.nestedContainer(keyedBy: CodingKeys.self, forKey: .inner)
      .decode(Int.self, forKey: .x)
    var list = try container.nestedUnkeyedContainer(forKey: .list)
    first = try list.decode(Int.self)
    secondIsNil = try list.decodeNil()
  }
}

private class Base: Decodable {
  let a: Int
}

private final class Derived: Base {
  let b: Int
  var sum: Int { a + b }

  enum CodingKeys: CodingKey { case b }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    b = try container.decode(Int.self, forKey: .b)
    try super.init(from: container.superDecoder())
  }
}
