package import JSONCoding

extension SchemaShape {
  /// The shape that a JSON Schema states. What it says beyond that, such as a minimum, is left out.
  /// - Throws: ``SchemaError`` for what has no shape: a schema that contains itself, or a
  ///   combination of alternatives that is none of ours.
  package init(of schema: JSONValue, in document: SchemaDocument) throws(SchemaError) {
    try self.init(of: schema, in: document, inside: [])
  }

  private init(
    of schema: JSONValue, in document: SchemaDocument, inside references: [String]
  ) throws(SchemaError) {
    var references = references
    if let reference = schema["$ref"]?.stringValue {
      guard !references.contains(reference) else { throw .init("\(reference) contains itself") }
      references.append(reference)
    }
    let schema = try document.resolve(schema)
    func shape(of schema: JSONValue) throws(SchemaError) -> Self {
      try Self(of: schema, in: document, inside: references)
    }
    if let parts = schema["allOf"]?.arrayValue {
      guard let only = parts.first, parts.count == 1, schema["type"] == nil else {
        throw .init("allOf is understood around a single reference only")
      }
      self = try shape(of: only)
    } else if let alternatives = (schema["anyOf"] ?? schema["oneOf"])?.arrayValue {
      var shapes: [Self] = []
      for alternative in alternatives { shapes.append(try shape(of: alternative)) }
      self = Self.joining(shapes)
    } else if let values = schema["enum"]?.arrayValue {
      let strings = values.compactMap(\.stringValue)
      guard strings.count == values.count else { throw .init("an enum is understood of strings") }
      self = .choice(Set(strings))
    } else if let types = schema["type"]?.arrayValue {
      var shapes: [Self] = []
      for type in types {
        guard var single = schema.objectValue else { continue }
        single["type"] = type
        shapes.append(try shape(of: .object(single)))
      }
      self = Self.joining(shapes)
    } else {
      switch schema["type"]?.stringValue {
      case "null": self = .null
      case "boolean": self = .boolean
      case "integer": self = .integer
      case "number": self = .number
      case "string": self = .string
      case "array": self = .array(try shape(of: schema["items"] ?? [:]))
      case "object": self = try Self.object(schema, shape: shape)
      case nil: self = .anything
      case let other?: throw .init("there is no type \(other)")
      }
    }
  }

  private static func object(
    _ schema: JSONValue, shape: (JSONValue) throws(SchemaError) -> Self
  ) throws(SchemaError) -> Self {
    if schema["properties"] == nil, let values = schema["additionalProperties"],
      values.objectValue != nil
    {
      return .map(try shape(values))
    }
    let required = Set(schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    var members: [String: Member] = [:]
    for property in schema["properties"]?.objectValue?.members ?? [] {
      members[property.key] = Member(
        try shape(property.value), isRequired: required.contains(property.key))
    }
    if let missing = required.subtracting(members.keys).min() {
      throw .init("\(missing) is required but not described")
    }
    return .object(members)
  }

  /// Several alternatives as one shape, in which null stands apart.
  static func joining(_ alternatives: [Self]) -> Self {
    let others = alternatives.filter { $0 != .null }
    guard let first = others.first else { return .null }
    let joined = Set(others).count == 1 ? first : .either(Set(others))
    return others.count == alternatives.count ? joined : .nullable(joined)
  }
}
