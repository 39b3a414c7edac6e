struct KeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodingNode

  var codingPath: [any CodingKey] { node.codingPath }

  func encodeNil(forKey key: Key) throws {
    node.addMember(key).content = .value(.null)
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try value.encode(to: node.addMember(key))
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    node.addMember(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    node.addMember(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.addMember(JSONSuperKey()) }
  func superEncoder(forKey key: Key) -> any Encoder { node.addMember(key) }
}

struct UnkeyedEncoding: UnkeyedEncodingContainer {
  let node: EncodingNode

  var codingPath: [any CodingKey] { node.codingPath }

  var count: Int {
    if case .array(let elements) = node.content { elements.count } else { 0 }
  }

  func encodeNil() throws {
    node.addElement().content = .value(.null)
  }

  func encode<T: Encodable>(_ value: T) throws {
    try value.encode(to: node.addElement())
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    node.addElement().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    node.addElement().unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.addElement() }
}

struct SingleValueEncoding: SingleValueEncodingContainer {
  let node: EncodingNode

  var codingPath: [any CodingKey] { node.codingPath }

  func encodeNil() throws { node.content = .value(.null) }
  func encode(_ value: Bool) throws { node.content = .value(.bool(value)) }
  func encode(_ value: String) throws { node.content = .value(.string(value)) }

  func encode<T: Encodable & FixedWidthInteger>(_ value: T) throws {
    node.content = .value(.number(JSONNumber(value)))
  }

  func encode<T: Encodable & BinaryFloatingPoint & LosslessStringConvertible>(
    _ value: T
  ) throws {
    guard let number = JSONNumber(value) else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: codingPath, debugDescription: "JSON has no such number"))
    }
    node.content = .value(.number(number))
  }

  func encode<T: Encodable>(_ value: T) throws {
    try value.encode(to: node)
  }
}
