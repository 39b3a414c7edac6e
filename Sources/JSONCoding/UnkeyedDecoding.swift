struct UnkeyedDecoding: UnkeyedDecodingContainer {
  let node: DecodingNode
  let elements: [JSONValue]
  private(set) var currentIndex = 0

  init(node: DecodingNode, elements: [JSONValue]) {
    self.node = node
    self.elements = elements
  }

  var codingPath: [any CodingKey] { node.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try next(expected: "a value").isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value = try next(expected: expectation(of: type))
    let result = try node.child(value, at: JSONIndexKey(index: currentIndex)).decode(type)
    currentIndex += 1
    return result
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try takeNested(expected: "an object").container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try takeNested(expected: "an array").unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    try takeNested(expected: "an object")
  }

  private mutating func takeNested(expected: String) throws -> DecodingNode {
    let nested = node.nested(
      try next(expected: expected), at: JSONIndexKey(index: currentIndex))
    currentIndex += 1
    return nested
  }

  private func next(expected: @autoclosure () -> String) throws -> JSONValue {
    guard !isAtEnd else {
      throw node.missing(JSONIndexKey(index: currentIndex), expected: expected())
    }
    return elements[currentIndex]
  }
}
