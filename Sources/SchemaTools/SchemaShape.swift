/// What a JSON value looks like, as far as both a Swift type and a JSON Schema can say it.
package indirect enum SchemaShape: Sendable, Hashable {
  case null
  case boolean
  case integer
  case number
  case string
  /// One of these strings.
  case choice(Set<String>)
  case array(SchemaShape)
  /// An object with members of any names.
  case map(SchemaShape)
  case object([String: Member])
  /// Either null or the other.
  case nullable(SchemaShape)
  /// One of several, none of which is null.
  case either(Set<SchemaShape>)
  /// Not told.
  case anything

  /// A member of an object.
  package struct Member: Sendable, Hashable {
    package let shape: SchemaShape
    package let isRequired: Bool

    package init(_ shape: SchemaShape, isRequired: Bool) {
      self.shape = shape
      self.isRequired = isRequired
    }
  }
}

extension SchemaShape: CustomStringConvertible {
  /// In words, without what is inside.
  package var description: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .choice(let values): "one of " + values.sorted().joined(separator: ", ")
    case .array: "an array"
    case .map: "a map"
    case .object: "an object"
    case .nullable(let shape): "\(shape) or null"
    case .either(let shapes): shapes.map(\.description).sorted().joined(separator: " or ")
    case .anything: "anything"
    }
  }
}
