struct SingleValueDecoding: SingleValueDecodingContainer {
  let node: DecodingNode

  var codingPath: [any CodingKey] { node.codingPath }

  func decodeNil() -> Bool { node.value.isNull }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let value) = node.value else { throw node.mismatch(expected: "a boolean") }
    return value
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let value) = node.value else { throw node.mismatch(expected: "a string") }
    return value
  }

  func decode<T: Decodable & FixedWidthInteger>(_ type: T.Type) throws -> T {
    guard case .number(let number) = node.value else {
      throw node.mismatch(expected: "an integer")
    }
    if let value = number.integer(as: type) { return value }
    let isWhole = number.isInteger || number.double.map { $0 == $0.rounded() } ?? false
    throw node.mismatch(
      expected: isWhole ? "an integer from \(T.min) to \(T.max)" : "an integer",
      found: JSONDecodingError.excerpt(number.text))
  }

  func decode<T: Decodable & BinaryFloatingPoint & LosslessStringConvertible>(
    _ type: T.Type
  ) throws -> T {
    guard case .number(let number) = node.value else { throw node.mismatch(expected: "a number") }
    guard let value = T(number.text), value.isFinite else {
      throw node.mismatch(
        expected: "a number of at most \(T.greatestFiniteMagnitude)",
        found: JSONDecodingError.excerpt(number.text))
    }
    return value
  }

  /// A node of its own, so that a type tried in vain leaves no asked keys behind.
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try DecodingNode(node.value, at: node.path, unknownKeys: node.unknownKeys).decode(type)
  }
}
