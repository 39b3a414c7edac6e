package import JSONCoding

/// Checks a JSON value against a JSON Schema: the part of
/// [draft 2020-12](https://json-schema.org/draft/2020-12/json-schema-validation) and draft-07
/// which the schemas of this project use. `format` is not checked.
///
/// A schema which uses anything else is refused, rather than taken to mean less than it says.
package struct SchemaValidator: Sendable {
  private let document: SchemaDocument
  private let passes: @Sendable (JSONValue) -> Bool

  /// - Parameters:
  ///   - document: where `$ref` looks.
  ///   - passes: values that count as valid wherever they are, such as a placeholder.
  package init(
    document: SchemaDocument,
    passing passes: @escaping @Sendable (JSONValue) -> Bool = { _ in false }
  ) {
    self.document = document
    self.passes = passes
  }

  /// What is wrong with a value.
  /// - Returns: every place with what is wrong there; empty if the value is valid.
  /// - Throws: ``SchemaError`` if the schema cannot be used.
  package func problems(
    of value: JSONValue, against schema: JSONValue, at path: String
  ) throws(SchemaError) -> [SchemaViolation] {
    if passes(value) { return [] }
    if case .bool(let isAllowed) = schema {
      return isAllowed ? [] : [.init(path: path, message: "must not be there")]
    }
    let schema = try document.resolve(schema)
    guard let keywords = schema.objectValue else { throw .init("a schema is not an object") }
    var found: [SchemaViolation] = []
    for keyword in keywords.members {
      switch keyword.key {
      case "allOf", "anyOf", "oneOf":
        found += try alternatives(keyword, of: value, at: path)
      case "properties", "required", "additionalProperties":
        if let object = value.objectValue {
          found += try members(keyword, of: object, in: keywords, at: path)
        }
      case "items":
        for (index, element) in (value.arrayValue ?? []).enumerated() {
          found += try problems(of: element, against: keyword.value, at: "\(path)[\(index)]")
        }
      default:
        if let message = try SchemaAssertion.problem(of: value, keyword.key, keyword.value) {
          found.append(.init(path: path, message: message))
        }
      }
    }
    return found
  }

  private func alternatives(
    _ keyword: JSONObject.Member, of value: JSONValue, at path: String
  ) throws(SchemaError) -> [SchemaViolation] {
    var outcomes: [[SchemaViolation]] = []
    for alternative in keyword.value.arrayValue ?? [] {
      outcomes.append(try problems(of: value, against: alternative, at: path))
    }
    let fitting = outcomes.count(where: \.isEmpty)
    switch keyword.key {
    case "allOf": return outcomes.flatMap(\.self)
    case "anyOf" where fitting > 0, "oneOf" where fitting == 1: return []
    case "oneOf" where fitting > 1:
      return [.init(path: path, message: "fits more than one alternative")]
    default:
      // The alternative that went deepest is most likely the one that was meant.
      let closest = outcomes.max { depth($0) < depth($1) } ?? []
      return [.init(path: path, message: "fits no alternative")] + closest
    }
  }

  private func depth(_ problems: [SchemaViolation]) -> Int {
    problems.map(\.path.utf8.count).max() ?? 0
  }

  private func members(
    _ keyword: JSONObject.Member, of object: JSONObject, in keywords: JSONObject, at path: String
  ) throws(SchemaError) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    switch keyword.key {
    case "required":
      for name in keyword.value.arrayValue ?? [] {
        guard let name = name.stringValue, !object.contains(name) else { continue }
        found.append(.init(path: "\(path).\(name)", message: "is missing"))
      }
    case "properties":
      for property in keyword.value.objectValue?.members ?? [] {
        guard let value = object[property.key] else { continue }
        found += try problems(of: value, against: property.value, at: "\(path).\(property.key)")
      }
    default:
      let described = keywords["properties"]?.objectValue
      for member in object.members where described?.contains(member.key) != true {
        found += try problems(
          of: member.value, against: keyword.value, at: "\(path).\(member.key)")
      }
    }
    return found
  }
}
