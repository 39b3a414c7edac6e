struct KeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let node: DecodingNode
  let object: JSONObject

  var codingPath: [any CodingKey] { node.codingPath }
  var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool {
    node.noteAsked(key)
    return object.contains(key.stringValue)
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    try child(key, expected: "a value").value.isNull
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try child(key, expected: expectation(of: type)).decode(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try nested(key, expected: "an object").container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nested(key, expected: "an array").unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    try nested(JSONSuperKey(), expected: "an object")
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    try nested(key, expected: "an object")
  }

  private func child(_ key: Key, expected: @autoclosure () -> String) throws -> DecodingNode {
    try node.child(member(key, expected: expected()), at: key)
  }

  private func nested(_ key: some CodingKey, expected: String) throws -> DecodingNode {
    try node.nested(member(key, expected: expected), at: key)
  }

  private func member(
    _ key: any CodingKey, expected: @autoclosure () -> String
  ) throws -> JSONValue {
    node.noteAsked(key)
    guard let value = object[key.stringValue] else {
      throw node.missing(key, expected: expected())
    }
    return value
  }
}

/// What a type wants to see, in words, as far as its kind tells.
func expectation(of type: any Any.Type) -> String {
  let allowed = allowedValues(of: type)
  guard allowed.isEmpty else { return JSONDecodingError.choice(of: allowed) }
  return switch type {
  case is String.Type: "a string"
  case is Bool.Type: "a boolean"
  case is any FixedWidthInteger.Type: "an integer"
  case is any BinaryFloatingPoint.Type: "a number"
  case is any Collection.Type: "an array or an object"
  default: "a value"
  }
}
