package import JSONCoding

/// A JSON document which holds schemas that refer to one another.
package struct SchemaDocument: Sendable {
  package let root: JSONValue

  package init(_ root: JSONValue) {
    self.root = root
  }

  /// Follows a chain of `$ref` to what it ends at.
  /// - Throws: ``SchemaError`` if a link leads nowhere, out of the document, or back.
  package func resolve(_ schema: JSONValue) throws(SchemaError) -> JSONValue {
    var schema = schema
    var visited: Set<String> = []
    while let reference = schema["$ref"]?.stringValue {
      guard visited.insert(reference).inserted else {
        throw .init("\(reference) leads in a circle")
      }
      schema = try value(at: reference)
    }
    return schema
  }

  /// The value that a JSON Pointer in a URI fragment names
  /// ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901#section-6)): `#/components/schemas/Backup`.
  package func value(at reference: String) throws(SchemaError) -> JSONValue {
    guard reference.hasPrefix("#") else { throw .init("\(reference) is outside of the document") }
    var value = root
    for step in reference.dropFirst().split(separator: "/") {
      let name = step.split(separator: "~1", omittingEmptySubsequences: false)
        .joined(separator: "/").split(separator: "~0", omittingEmptySubsequences: false)
        .joined(separator: "~")
      guard let next = value[name] ?? Int(name).flatMap({ value[$0] }) else {
        throw .init("\(reference) leads nowhere")
      }
      value = next
    }
    return value
  }
}

/// A schema, or a document of schemas, that cannot be used.
package struct SchemaError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
