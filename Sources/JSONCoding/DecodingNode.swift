/// The decoder of one value. It remembers which keys the type asks for.
final class DecodingNode: Decoder {
  let value: JSONValue
  let path: JSONPath
  let unknownKeys: JSONValueDecoder.UnknownKeys

  /// The keys asked for, in order; `nil` as long as nobody has looked at this as an object.
  private var askedKeys: [String]?
  private var nestedNodes: [DecodingNode] = []

  init(_ value: JSONValue, at path: JSONPath, unknownKeys: JSONValueDecoder.UnknownKeys) {
    self.value = value
    self.path = path
    self.unknownKeys = unknownKeys
  }

  var codingPath: [any CodingKey] { path.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else { throw mismatch(expected: "an object") }
    askedKeys = askedKeys ?? []
    return KeyedDecodingContainer(KeyedDecoding(node: self, object: object))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch(expected: "an array") }
    return UnkeyedDecoding(node: self, elements: elements)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleValueDecoding(node: self)
  }

  func child(_ value: JSONValue, at key: any CodingKey) -> DecodingNode {
    DecodingNode(value, at: path.appending(key), unknownKeys: unknownKeys)
  }

  /// A child whose keys are checked when this one's are, since no type of its own is decoded.
  func nested(_ value: JSONValue, at key: any CodingKey) -> DecodingNode {
    let node = child(value, at: key)
    nestedNodes.append(node)
    return node
  }

  /// Decodes the whole type, and holds it to having asked for every key there is.
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    do {
      let result = try T(from: self)
      try refuseUnknownKeys()
      return result
    } catch let error as JSONDecodingError where error.path == path.text {
      throw choiceError(for: type) ?? error
    } catch let error as DecodingError {
      throw choiceError(for: type) ?? restated(error)
    }
  }

  func noteAsked(_ key: any CodingKey) {
    guard unknownKeys == .refuse else { return }
    if askedKeys?.contains(key.stringValue) == false { askedKeys?.append(key.stringValue) }
  }

  func refuseUnknownKeys() throws {
    guard unknownKeys == .refuse else { return }
    if let askedKeys, case .object(let object) = value,
      let unknown = object.members.first(where: { !askedKeys.contains($0.key) })
    {
      throw JSONDecodingError(
        .unknownKey, path: path.appending(JSONNameKey(unknown.key)).text,
        expected: JSONDecodingError.choice(of: askedKeys),
        found: "an unknown key", allowed: askedKeys)
    }
    for node in nestedNodes { try node.refuseUnknownKeys() }
  }
}

/// A key that came from outside.
struct JSONNameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(intValue: Int) { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
}
