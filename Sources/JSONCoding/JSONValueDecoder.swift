/// Makes a `Decodable` of a JSON value, with errors that a caller can act on.
///
/// Integers may be written as `1.0` or `1e3`, as JSON Schema has it. A `DecodingError` that a type
/// throws itself with `dataCorrupted` counts as a mismatch whose debug description says what was
/// expected: `DecodingError.dataCorruptedError(in: container, debugDescription: "a time, HH:MM")`.
package struct JSONValueDecoder: Sendable {
  /// What to do with members of an object that the type never asked for.
  package enum UnknownKeys: Sendable {
    case ignore
    /// Report the first one, and the keys that would be right, also in nested objects.
    case refuse
  }

  package var unknownKeys: UnknownKeys

  /// How error paths begin.
  package var root: String

  package init(unknownKeys: UnknownKeys = .ignore, root: String = "params") {
    self.unknownKeys = unknownKeys
    self.root = root
  }

  /// Decodes a value.
  /// - Throws: ``JSONDecodingError``, or what the type's own initialiser throws beside
  ///   `DecodingError`.
  package func decode<T: Decodable>(_ type: T.Type = T.self, from value: JSONValue) throws -> T {
    try DecodingNode(value, at: .root(root), unknownKeys: unknownKeys).decode(type)
  }
}
