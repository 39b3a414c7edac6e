import ClientGenerator
import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

struct ContractReaderTests {
  private func contract(_ result: JSONValue, components: JSONObject = [:]) throws -> ClientContract
  {
    try ClientContract(
      openRPC: [
        "info": ["version": "1.0.0"],
        "methods": [
          [
            "name": "look", "summary": "Looks.", "paramStructure": "by-name",
            "params": [], "result": ["schema": result], "x-permission": "none",
          ]
        ],
        "x-events": [["name": "$/progress", "paramStructure": "by-name"]], "x-notifications": [],
        "components": ["schemas": .object(components), "errors": [:]],
      ])
  }

  @Test(
    "a schema is read as a type",
    arguments: [
      (["type": "null"], .null),
      (["type": "boolean"], .boolean),
      (["type": "integer", "minimum": 0], .integer),
      (["type": "number"], .number),
      (["type": "string", "pattern": "^a$"], .string),
      (["type": "string", "format": "date-time"], .timestamp),
      ([:], .any),
      (["type": "object"], .openObject),
      (["type": "array", "items": ["type": "string"]], .array(.string)),
      (["type": ["string", "null"]], .nullable(.string)),
      (["anyOf": [["type": "integer"], ["type": "null"]]], .nullable(.integer)),
      (["oneOf": [["type": "integer"], ["type": "string"]]], .union([.integer, .string])),
      (["$ref": "#/components/schemas/Row"], .named("Row")),
      (["allOf": [["$ref": "#/components/schemas/Row"]]], .named("Row")),
    ] as [(JSONValue, TypeExpression)])
  func expression(schema: JSONValue, expected: TypeExpression) throws {
    let read = try contract(schema, components: ["Row": ["type": "integer"]])
    #expect(read.methods.first?.result == expected)
  }

  @Test("objects and choices that are described in place get names from where they stand")
  func hoisting() throws {
    let read = try contract([
      "type": "object", "required": ["rows"],
      "properties": [
        "rows": [
          "type": "array",
          "items": [
            "type": "object", "properties": ["state": ["type": "string", "enum": ["new"]]],
          ],
        ]
      ],
    ])
    #expect(
      read.types.map(\.name) == ["LookResultRowsItemState", "LookResultRowsItem", "LookResult"])
    #expect(read.types.first?.form == .choice([.init(value: "new", name: "new", description: "")]))
    #expect(read.methods.first?.result == .named("LookResult"))
  }

  @Test(
    "what no client could be made of is refused",
    arguments: [
      (["type": "date"], "there is no type date"),
      (["allOf": [["type": "string"], ["type": "string"]]], "allOf"),
      (["type": "string", "enum": [1]], "an enum is of strings only"),
      (["$ref": "#/components/schemas/Nothing"], "leads nowhere"),
      (["type": "object", "properties": ["a_b": ["type": "string"]]], "a_b"),
      (["type": "object", "properties": ["row_": ["type": "string"]]], "row_"),
    ] as [(JSONValue, String)])
  func refused(schema: JSONValue, expected: String) throws {
    let error = #expect(throws: SchemaError.self) { try contract(schema) }
    #expect(error?.description.contains(expected) == true)
  }

  @Test("two types cannot have one name")
  func names() throws {
    let error = #expect(throws: SchemaError.self) {
      try contract(
        ["type": "object", "properties": ["a": ["type": "string"]]],
        components: ["LookResult": ["type": "string"]])
    }
    #expect(error?.description.contains("LookResult") == true)
  }

  @Test("all methods of the service are read, and those that a client makes itself are known")
  func service() throws {
    let read = try ClientContract(openRPC: SchemaFiles.openRPC())
    #expect(read.methods.filter(\.isLifecycle).map(\.name) == ["initialize", "shutdown"])
    #expect(read.methods.first { $0.name == "rpc.discover" }?.shortName == "discover")
    #expect(!read.events.contains { $0.name == "$/progress" })
  }
}
