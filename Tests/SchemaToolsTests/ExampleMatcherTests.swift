import JSONCoding
import SchemaTools
import Testing

struct ExampleMatcherTests {
  /// A reply, what the example expects, and where they differ; nowhere if the reply matches.
  typealias Case = (reply: JSONValue, expected: JSONValue, places: [String])

  static let hash = JSONValue.string(String(repeating: "0f", count: 32))

  @Test(
    "a reply is held against an example, and each difference named",
    arguments: [
      (["result": 1], ["result": 1], []),
      (["b": 1, "a": 2], ["a": 2, "b": 1], []),
      (["result": 1], ["result": 2], ["reply.result"]),
      (["result": 1], ["result": "1"], ["reply.result"]),
      (["result": ["a": 1]], ["result": ["a": 1, "b": 2]], ["reply.result.b"]),
      (["result": ["a": 1, "b": 2]], ["result": ["a": 1]], ["reply.result.b"]),
      (["result": [1, 2]], ["result": [1]], ["reply.result"]),
      (["result": [1, 2]], ["result": [1, 3]], ["reply.result[1]"]),
      ([["id": 1], ["id": 2]], [["id": 1], ["id": 3]], ["reply[1].id"]),
      (nil, "$any", []), ([1], "$any", []),
      ("text", "$string", []), (1, "$string", ["reply"]),
      ("gzip", "$string:zstd", []), (1, "$string:zstd", ["reply"]),
      (1024, "$number:4096", []), ("4096", "$number:4096", ["reply"]),
      (-1, "$number", []), ("1", "$number", ["reply"]),
      (false, "$boolean", []), (0, "$boolean", ["reply"]),
      ("2026-03-01T09:30:00.000Z", "$time", []),
      ("2026-03-01T09:30:00Z", "$time", ["reply"]),
      ("2026-02-30T09:30:00.000Z", "$time", ["reply"]),
      (hash, "$sha256", []), ("0f", "$sha256", ["reply"]),
      ("$/progress", "$/progress", []), ("$5", "$5", []),
      ([["n": 1], ["n": 2]], ["$each": ["n": "$number"]], []),
      ([], ["$each": ["n": "$number"]], []),
      ([["n": 1], ["n": "x"]], ["$each": ["n": "$number"]], ["reply[1].n"]),
      ("text", ["$each": "$string"], ["reply"]),
      ([:], ["detail?": "$string"], []),
      (["detail": "x"], ["detail?": "$string"], []),
      (["detail": 1], ["detail?": "$string"], ["reply.detail"]),
      (
        ["error": ["data": ["kind": "busy", "since": "x"]]], ["error": ["data": ["kind": "busy"]]],
        []
      ),
      (
        ["error": ["data": ["kind": "busy"]]], ["error": ["data": ["kind": "notFound"]]],
        ["reply.error.data.kind"]
      ),
      (["error": ["code": 1, "more": 1]], ["error": ["code": 1]], ["reply.error.more"]),
      ([["id": "a"], ["id": "a"]], [["id": "$id:x"], ["id": "$id:x"]], []),
      ([["id": "a"], ["id": "b"]], [["id": "$id:x"], ["id": "$id:x"]], ["reply[1].id"]),
      ([["id": "a"], ["id": "b"]], [["id": "$id:x"], ["id": "$id:y"]], []),
      (7, "$id:x", ["reply"]),
    ] as [Case])
  func matches(example: Case) throws {
    var matcher = ExampleMatcher()
    let found = try matcher.differences(of: example.reply, from: example.expected)
    #expect(found.map(\.path) == example.places, "\(found)")
  }

  @Test("an id bound by one reply is filled into later requests, and expected of later replies")
  func binding() throws {
    var matcher = ExampleMatcher()
    #expect(
      try matcher.differences(
        of: ["result": ["id": "b1"]], from: ["result": ["id": "$id:backup1"]]) == [])
    #expect(
      try matcher.filling(["params": ["ids": ["$id:backup1", "$/x"], "limit": 1]])
        == ["params": ["ids": ["b1", "$/x"], "limit": 1]])
    #expect(try matcher.differences(of: ["id": "b2"], from: ["id": "$id:backup1"]).count == 1)
    #expect(matcher.bindings == ["backup1": "b1"])
  }

  @Test("a request with an id that no reply has bound, or with another placeholder, is refused")
  func unbound() {
    #expect(throws: SchemaError.self) { try ExampleMatcher().filling(["id": "$id:backup1"]) }
    #expect(throws: SchemaError.self) { try ExampleMatcher().filling(["id": "$string"]) }
  }

  @Test(
    "a misspelt placeholder is refused",
    arguments: ["$tim", "$id:", "$id", "$Any", "$any:x", "$number:x"])
  func misspelt(text: String) {
    var matcher = ExampleMatcher()
    #expect(throws: SchemaError.self) {
      try matcher.differences(of: "x", from: .string(text))
    }
  }
}
