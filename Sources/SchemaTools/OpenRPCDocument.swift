package import JSONCoding

/// An [OpenRPC](https://spec.open-rpc.org) document, as far as this project uses the format.
package struct OpenRPCDocument: Sendable {
  package let schemas: SchemaDocument

  package init(_ root: JSONValue) {
    schemas = SchemaDocument(root)
  }

  /// A method or a notification.
  package struct Method: Sendable {
    package let name: String
    package let summary: String
    /// What there is to say beside the summary; empty if nothing is.
    package let description: String
    /// The names of its [tags](https://spec.open-rpc.org/#tag-object).
    package let tags: [String]
    package let params: [Param]
    /// The schema of the result; nil for a notification.
    package let result: JSONValue?
    /// The kinds of error that it can answer with.
    package let errors: [String]
    /// `x-permission`: `none`, `view`, `edit` or `reset`; nil for a notification.
    package let permission: String?
  }

  package struct Param: Sendable {
    package let name: String
    package let description: String
    package let schema: JSONValue
    package let isRequired: Bool
    /// Whether the description is one of `components/contentDescriptors`, which methods share.
    package let isShared: Bool
  }

  /// The methods, in the order of the document.
  /// - Throws: ``SchemaError`` if the document does not have the form of OpenRPC.
  package func methods() throws(SchemaError) -> [Method] { try list("methods") }

  /// The notifications that the server takes.
  package func notifications() throws(SchemaError) -> [Method] { try list("x-notifications") }

  /// The notifications that the server sends.
  package func events() throws(SchemaError) -> [Method] { try list("x-events") }

  /// The errors by kind, each with its `code` and, as `data`, the schema of its `error.data`.
  package func errors() throws(SchemaError) -> JSONObject {
    guard let errors = try schemas.value(at: "#/components/errors").objectValue else {
      throw .init("components.errors is not an object")
    }
    return errors
  }

  private func list(_ key: String) throws(SchemaError) -> [Method] {
    guard let entries = schemas.root[key]?.arrayValue else { throw .init("\(key) is missing") }
    var methods: [Method] = []
    for entry in entries { methods.append(try method(entry)) }
    return methods
  }

  private func method(_ entry: JSONValue) throws(SchemaError) -> Method {
    guard let name = entry["name"]?.stringValue else { throw .init("a method has no name") }
    guard entry["paramStructure"] == "by-name" else { throw .init("\(name) is not by-name") }
    var params: [Param] = []
    for entry in entry["params"]?.arrayValue ?? [] {
      let descriptor = try schemas.resolve(entry)
      guard let name = descriptor["name"]?.stringValue, let schema = descriptor["schema"] else {
        throw .init("a param of \(name) has no name or no schema")
      }
      params.append(
        .init(
          name: name, description: descriptor["description"]?.stringValue ?? "", schema: schema,
          isRequired: descriptor["required"]?.boolValue ?? false, isShared: entry["$ref"] != nil))
    }
    var errors: [String] = []
    for entry in entry["errors"]?.arrayValue ?? [] {
      let error = try schemas.resolve(entry)
      guard let kind = error["data"]?["properties"]?["kind"]?["const"]?.stringValue else {
        throw .init("an error of \(name) has no kind")
      }
      errors.append(kind)
    }
    return Method(
      name: name, summary: entry["summary"]?.stringValue ?? "",
      description: entry["description"]?.stringValue ?? "",
      tags: (entry["tags"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue },
      params: params, result: entry["result"]?["schema"], errors: errors,
      permission: entry["x-permission"]?.stringValue)
  }
}

extension OpenRPCDocument.Method {
  /// The params as the schema of one object.
  /// - Parameter allowsOthers: whether params that are not described pass.
  func paramsSchema(allowsOthers: Bool) -> JSONValue {
    .object([
      "type": "object",
      "required": .array(params.filter(\.isRequired).map { .string($0.name) }),
      "properties": .object(JSONObject(params.map { ($0.name, $0.schema) })),
      "additionalProperties": .bool(allowsOthers),
    ])
  }
}
