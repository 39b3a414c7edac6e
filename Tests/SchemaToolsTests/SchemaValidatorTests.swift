import JSONCoding
import SchemaTools
import Testing

struct SchemaValidatorTests {
  /// A schema, a value, and where the value is wrong; nowhere if it is valid.
  typealias Case = (schema: JSONValue, value: JSONValue, places: [String])

  static let cases: [Case] = [
    (["type": "integer"], 1, []),
    (["type": "integer"], .number(JSONNumber(1.5) ?? JSONNumber(0)), ["it"]),
    (["type": "integer"], "1", ["it"]),
    (["type": ["string", "null"]], nil, []),
    (["type": ["string", "null"]], true, ["it"]),
    (["type": "object"], [], ["it"]),
    (["type": "array"], [:], ["it"]),
    (["type": "boolean"], 0, ["it"]),
    (["type": "null"], nil, []),
    (["enum": ["a", 1, nil]], 1, []),
    (["enum": ["a", 1, nil]], "b", ["it"]),
    (["const": "a"], "a", []),
    (["const": "a"], "b", ["it"]),
    (["minimum": 1, "maximum": 500], 1, []),
    (["minimum": 1, "maximum": 500], 500, []),
    (["minimum": 1, "maximum": 500], 0, ["it"]),
    (["minimum": 1, "maximum": 500], 501, ["it"]),
    (["minimum": 1], "text", []),
    (["minLength": 1, "maxLength": 2], "é", []),
    (["minLength": 1, "maxLength": 2], "", ["it"]),
    (["minLength": 1, "maxLength": 2], "abc", ["it"]),
    (["pattern": "^[0-9a-f]{2}$"], "0a", []),
    (["pattern": "^[0-9a-f]{2}$"], "0a0", ["it"]),
    (["pattern": "b"], "abc", []),
    (["items": ["type": "string"]], ["a", 1, "b", nil], ["it[1]", "it[3]"]),
    (["required": ["a", "b"]], ["a": 1], ["it.b"]),
    (["required": ["a"]], "text", []),
    (["properties": ["a": ["type": "string"]]], ["a": 1, "b": 1], ["it.a"]),
    (["properties": ["a": true], "additionalProperties": false], ["a": 1, "b": 1], ["it.b"]),
    (["additionalProperties": ["type": "null"]], ["a": nil, "b": 1], ["it.b"]),
    (["allOf": [["minimum": 1], ["maximum": 2]]], 3, ["it"]),
    (["anyOf": [["type": "string"], ["type": "null"]]], nil, []),
    (["anyOf": [["type": "string"], ["type": "null"]]], 1, ["it", "it"]),
    (["oneOf": [["minimum": 1], ["maximum": 2]]], 0, []),
    (["oneOf": [["minimum": 1], ["maximum": 2]]], 2, ["it"]),
    (["$ref": "#/$defs/id"], 1, ["it"]),
    (["properties": ["a": ["$ref": "#/$defs/id"]]], ["a": "x"], []),
    (["format": "date-time", "description": "x", "title": "x", "x-own": 1], "x", []),
    (false, 1, ["it"]),
    (true, 1, []),
  ]

  static let document: JSONValue = ["$defs": ["id": ["type": "string"]]]

  @Test("a value is held against a schema, and each wrong place named", arguments: cases)
  func validates(example: Case) throws {
    let validator = SchemaValidator(document: SchemaDocument(Self.document))
    let found = try validator.problems(of: example.value, against: example.schema, at: "it")
    #expect(found.map(\.path) == example.places, "\(found)")
  }

  @Test(
    "a schema that says more than is understood is refused",
    arguments: [
      ["uniqueItems": true], ["properties": ["a": ["not": [:]]]], ["$ref": "#/$defs/none"],
      ["pattern": "["],
    ] as [JSONValue])
  func refused(schema: JSONValue) {
    let validator = SchemaValidator(document: SchemaDocument(Self.document))
    #expect(throws: SchemaError.self) {
      try validator.problems(
        of: schema["pattern"] == nil ? ["a": 1] : "text", against: schema, at: "it")
    }
  }
}
