/// The encoder of one value.
final class EncodingNode: Encoder {
  enum Content {
    case value(JSONValue)
    case array([EncodingNode])
    case object([(key: String, node: EncodingNode)])
  }

  let codingPath: [any CodingKey]
  var content: Content?

  init(codingPath: [any CodingKey]) {
    self.codingPath = codingPath
  }

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// What was encoded; an empty object where the type encoded nothing.
  var resolved: JSONValue {
    switch content {
    case nil: [:]
    case .value(let value): value
    case .array(let nodes): .array(nodes.map(\.resolved))
    case .object(let members): .object(JSONObject(members.map { ($0.key, $0.node.resolved) }))
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = content {} else { content = .object([]) }
    return KeyedEncodingContainer(KeyedEncoding(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = content {} else { content = .array([]) }
    return UnkeyedEncoding(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleValueEncoding(node: self)
  }

  func addMember(_ key: any CodingKey) -> EncodingNode {
    let child = EncodingNode(codingPath: codingPath + [key])
    guard case .object(var members) = content else { return child }
    content = nil
    members.append((key.stringValue, child))
    content = .object(members)
    return child
  }

  func addElement() -> EncodingNode {
    guard case .array(var elements) = content else {
      return EncodingNode(codingPath: codingPath)
    }
    let child = EncodingNode(codingPath: codingPath + [JSONIndexKey(index: elements.count)])
    content = nil
    elements.append(child)
    content = .array(elements)
    return child
  }
}
