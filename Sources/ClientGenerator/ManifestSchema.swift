import JSONCoding
import SchemaTools

/// The schema of the manifest in every backup, for whoever reads backups without the service. It is
/// the part of the contract that a manifest needs.
enum ManifestSchema {
  static func text(from openRPC: JSONValue) throws(SchemaError) -> String {
    let document = SchemaDocument(openRPC)
    let components = try document.value(at: "#/components/schemas")
    guard var manifest = components["Manifest"]?.objectValue else {
      throw .init("there is no schema of the manifest")
    }
    var definitions = JSONObject()
    try collect(.object(manifest), from: components, into: &definitions)
    manifest = JSONObject(
      [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("$id", "urn:strongroom:manifest:1"),
        ("$comment", .string(SourceText.generatedNotice)),
        ("title", "Manifest of a Strongroom backup"),
      ] + manifest.members.map { ($0.key, rewritten($0.value)) })
    definitions = JSONObject(
      definitions.members.sorted { $0.key < $1.key }.map { ($0.key, rewritten($0.value)) })
    manifest["$defs"] = .object(definitions)
    return JSONText.broken(.object(manifest), to: 100) + "\n"
  }

  private static let prefix = "#/components/schemas/"

  private static func collect(
    _ value: JSONValue, from components: JSONValue, into definitions: inout JSONObject
  ) throws(SchemaError) {
    if let reference = value["$ref"]?.stringValue {
      let name = String(reference.dropFirst(prefix.count))
      guard definitions[name] == nil else { return }
      guard let schema = components[name] else { throw .init("\(reference) leads nowhere") }
      definitions[name] = schema
      return try collect(schema, from: components, into: &definitions)
    }
    for member in value.objectValue?.members ?? [] {
      try collect(member.value, from: components, into: &definitions)
    }
    for element in value.arrayValue ?? [] {
      try collect(element, from: components, into: &definitions)
    }
  }

  /// With references into the new document, and without what is for generators alone.
  private static func rewritten(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      .object(
        JSONObject(
          object.members.filter { !$0.key.hasPrefix("x-") }.map { member in
            guard member.key == "$ref", let text = member.value.stringValue else {
              return (member.key, rewritten(member.value))
            }
            return ("$ref", .string("#/$defs/" + text.dropFirst(prefix.count)))
          }))
    case .array(let array): .array(array.map(rewritten))
    default: value
    }
  }
}
