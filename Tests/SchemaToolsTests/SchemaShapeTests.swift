import JSONCoding
import SchemaTools
import Testing

struct SchemaShapeTests {
  @Test(
    "a schema has a shape",
    arguments: [
      (["type": "string", "minLength": 1], .string),
      (["type": ["integer", "null"]], .nullable(.integer)),
      (["type": ["string", "integer"]], .either([.string, .integer])),
      (["anyOf": [["type": "boolean"], ["type": "null"]]], .nullable(.boolean)),
      (["enum": ["a", "b"]], .choice(["a", "b"])),
      (["type": "array", "items": ["type": "number"]], .array(.number)),
      (["type": "object", "additionalProperties": ["type": "string"]], .map(.string)),
      (["description": "x", "allOf": [["type": "null"]]], .null),
      ([:], .anything),
      (["$ref": "#/$defs/~0a~1b"], .string),
      (
        [
          "type": "object", "required": ["a"],
          "properties": ["a": ["type": "string"], "b": ["$ref": "#/$defs/~0a~1b"]],
        ],
        .object([
          "a": .init(.string, isRequired: true), "b": .init(.string, isRequired: false),
        ])
      ),
    ] as [(JSONValue, SchemaShape)])
  func shape(schema: JSONValue, shape: SchemaShape) throws {
    let document = SchemaDocument(["$defs": ["~a/b": ["type": "string"]]])
    #expect(try SchemaShape(of: schema, in: document) == shape)
  }

  @Test(
    "a schema without a shape is refused",
    arguments: [
      ["$ref": "#/$defs/missing"], ["$ref": "other.json#/a"], ["$ref": "#/$defs/circle"],
      ["$ref": "#/$defs/list"], ["type": "text"], ["enum": [1]],
      ["type": "object", "required": ["a"]], ["allOf": [["type": "null"], ["type": "null"]]],
    ] as [JSONValue])
  func refused(schema: JSONValue) {
    let document = SchemaDocument([
      "$defs": [
        "circle": ["$ref": "#/$defs/circle"],
        "list": ["type": "array", "items": ["$ref": "#/$defs/list"]],
      ]
    ])
    #expect(throws: SchemaError.self) { try SchemaShape(of: schema, in: document) }
  }

  @Test("differences are named by path, all of them")
  func differences() {
    let code = SchemaShape.object([
      "a": .init(.array(.string), isRequired: true), "b": .init(.integer, isRequired: true),
      "c": .init(.map(.choice(["x"])), isRequired: false),
    ])
    let document = SchemaShape.object([
      "a": .init(.array(.integer), isRequired: false), "d": .init(.null, isRequired: true),
      "c": .init(.map(.choice(["y"])), isRequired: false),
    ])
    let found = code.differences(fromDocument: document, at: "it").map(\.description)
    #expect(
      found == [
        "it.a[]: the code has a string, the document an integer",
        "it.a: required in the code, optional in the document",
        "it.b: not in the document",
        "it.c.*: the choice y is not in the code",
        "it.c.*: the choice x is not in the document",
        "it.d: not in the code",
      ])
  }
}
