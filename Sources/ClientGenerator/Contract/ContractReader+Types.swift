import JSONCoding
import SchemaTools

extension ContractReader {
  /// The form of a schema that has a name.
  mutating func form(
    of schema: JSONValue, named name: String, origin: ClientContract.NamedType.Origin
  ) throws(SchemaError) -> ClientContract.TypeForm {
    if let values = schema["enum"]?.arrayValue {
      let words = values.compactMap(\.stringValue)
      guard words.count == values.count else { throw .init("\(name): an enum is of strings only") }
      return .choice(choices(words, in: schema))
    }
    guard schema["type"]?.stringValue == "object", let described = schema["properties"]?.objectValue
    else {
      return .alias(try expression(of: schema, named: name, origin: origin, description: ""))
    }
    let isOpen = schema["additionalProperties"]?.boolValue ?? false
    let required = Set(schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    if let missing = required.subtracting(described.keys).min() {
      throw .init("\(name): \(missing) is required but not described")
    }
    var properties: [ClientContract.Property] = []
    for (key, value) in described.members.map({ ($0.key, $0.value) }) {
      try check(key)
      let description = value["description"]?.stringValue ?? ""
      properties.append(
        .init(
          name: key, description: description,
          type: try expression(
            of: value, named: name + key.capitalizedFirst,
            origin: isOpen ? .partOfOpenObject : origin, description: description),
          isRequired: required.contains(key), isSecret: value["format"] == "password"))
    }
    return .object(properties, isOpen: isOpen)
  }

  /// A schema where it is used. An object that is described in place gets the name given.
  mutating func expression(
    of schema: JSONValue, named name: String, origin: ClientContract.NamedType.Origin,
    description: String
  ) throws(SchemaError) -> TypeExpression {
    if let reference = schema["$ref"]?.stringValue {
      guard let target = reference.split(separator: "/").last else {
        throw .init("\(reference) leads nowhere")
      }
      _ = try document.schemas.value(at: reference)
      return .named(String(target))
    }
    if let parts = schema["allOf"]?.arrayValue {
      guard let only = parts.first, parts.count == 1 else {
        throw .init("\(name): allOf is understood around a single reference only")
      }
      return try expression(of: only, named: name, origin: origin, description: description)
    }
    if let alternatives = (schema["anyOf"] ?? schema["oneOf"])?.arrayValue {
      return try union(of: alternatives, named: name, origin: origin)
    }
    if let types = schema["type"]?.arrayValue {
      let alternatives: [JSONValue] = types.map { ["type": $0] }
      return try union(of: alternatives, named: name, origin: origin)
    }
    switch schema["type"]?.stringValue {
    case "null": return .null
    case "boolean": return .boolean
    case "integer": return .integer
    case "number": return .number
    case "string" where schema["format"] == "date-time": return .timestamp
    case "string" where schema["enum"] == nil: return .string
    case "array":
      return .array(
        try expression(
          of: schema["items"] ?? [:], named: name + "Item", origin: origin,
          description: description))
    case "object" where schema["properties"] == nil: return .openObject
    case "string", "object":
      let form = try form(of: schema, named: name, origin: origin)
      try hoist(.init(name: name, description: description, form: form, origin: origin))
      return .named(name)
    case nil: return .any
    case let other?: throw .init("\(name): there is no type \(other)")
    }
  }

  /// What a schema says of its strings: a list in its description, and names for those that need one.
  private func choices(_ words: [String], in schema: JSONValue) -> [ClientContract.Choice] {
    let lines = schema["description"]?.stringValue?.split(separator: "\n") ?? []
    let names = schema["x-enum-varnames"]?.arrayValue?.compactMap(\.stringValue) ?? words
    return zip(words, names).map { word, name in
      let start = "- `\(word)`: "
      let description = lines.first { $0.hasPrefix(start) }?.dropFirst(start.count) ?? ""
      return .init(value: word, name: name, description: String(description))
    }
  }

  private mutating func union(
    of alternatives: [JSONValue], named name: String, origin: ClientContract.NamedType.Origin
  ) throws(SchemaError) -> TypeExpression {
    var types: [TypeExpression] = []
    for alternative in alternatives {
      let key = alternative["required"]?[0]?.stringValue ?? ""
      types.append(
        try expression(
          of: alternative, named: name + key.capitalizedFirst, origin: origin,
          description: alternative["properties"]?[key]?["description"]?.stringValue ?? ""))
    }
    let others = types.filter { $0 != .null }
    guard let first = others.first else { return .null }
    let joined = others.count == 1 ? first : .union(others)
    return others.count == types.count ? joined : .nullable(joined)
  }
}
