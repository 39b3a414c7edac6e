/// Answers for an object. The default `decodeIfPresent` asks `contains` first, which is how an
/// optional key shows.
struct KeyedProbe<Key: CodingKey>: KeyedDecodingContainerProtocol {
  /// The keys which the type has asked for by `contains`.
  private final class Asked {
    var keys: Set<String> = []
  }

  let node: ProbeNode
  let codingPath: [any CodingKey] = []
  private let asked = Asked()

  init(node: ProbeNode) {
    self.node = node
  }

  var allKeys: [Key] {
    node.isMap = true
    return Key(stringValue: "key").map { [$0] } ?? []
  }

  func contains(_ key: Key) -> Bool {
    asked.keys.insert(key.stringValue)
    return true
  }

  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try node.sampleMember(
      of: type, named: key.stringValue, isRequired: !asked.keys.contains(key.stringValue))
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    throw SchemaError("a nested container hides its shape: give \(key.stringValue) a type")
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw SchemaError("a nested container hides its shape: give \(key.stringValue) a type")
  }

  func superDecoder() throws -> any Decoder {
    throw SchemaError("a class with a superclass has no shape")
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    throw SchemaError("a class with a superclass has no shape")
  }
}

/// Answers for an array, with one element.
struct UnkeyedProbe: UnkeyedDecodingContainer {
  let node: ProbeNode
  let codingPath: [any CodingKey] = []
  private(set) var currentIndex = 0

  init(node: ProbeNode) {
    self.node = node
  }

  var count: Int? { 1 }
  var isAtEnd: Bool { currentIndex > 0 }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    currentIndex += 1
    return try node.sampleElement(of: type)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    throw SchemaError("a nested container hides its shape: give the elements a type")
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw SchemaError("a nested container hides its shape: give the elements a type")
  }

  mutating func superDecoder() throws -> any Decoder {
    throw SchemaError("a class with a superclass has no shape")
  }
}

/// Answers for a value that is neither an object nor an array.
struct SingleValueProbe: SingleValueDecodingContainer {
  let node: ProbeNode
  let codingPath: [any CodingKey] = []

  func decodeNil() -> Bool {
    node.isNullable = true
    return false
  }

  func decode(_ type: Bool.Type) -> Bool {
    node.note(.boolean)
    return false
  }

  func decode(_ type: String.Type) -> String {
    node.note(.string)
    return ""
  }

  func decode(_ type: Double.Type) -> Double {
    node.note(.number)
    return 0
  }

  func decode(_ type: Float.Type) -> Float {
    node.note(.number)
    return 0
  }

  func decode<T: Decodable & FixedWidthInteger>(_ type: T.Type) -> T {
    node.note(.integer)
    return 0
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try node.sample(of: type)
  }
}
