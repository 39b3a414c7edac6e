/// Finds out what a `Decodable` type reads, by letting it decode from a decoder which notes what
/// it is asked for and answers with samples.
package enum SchemaProbe {
  /// The shape of the JSON that a type decodes from.
  ///
  /// A key is optional if the type looks first whether it is there. A type which chooses between
  /// alternatives has to say so itself, as ``SchemaShaped``.
  /// - Throws: ``SchemaError`` for a type that contains itself, and what the type throws when it
  ///   does not like a sample.
  package static func shape<T: Decodable>(of type: T.Type) throws -> SchemaShape {
    let node = ProbeNode(inside: [])
    _ = try node.sample(of: type)
    return node.shape
  }
}

/// A type whose shape cannot be found by probing.
package protocol SchemaShaped {
  static var schemaShape: SchemaShape { get throws }
  /// Any value, for the probe to go on with.
  static var schemaSample: Self { get }
}

/// Notes what one value of the JSON looks like.
final class ProbeNode: Decoder {
  private enum Found {
    case nothing
    case value(SchemaShape)
    case members([String: SchemaShape.Member])
    case elements(SchemaShape)
  }

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  /// Whether the type asked if the value is null.
  var isNullable = false
  /// Whether the type asked which keys there are.
  var isMap = false

  private let ancestors: [ObjectIdentifier]
  private var found = Found.nothing

  init(inside ancestors: [ObjectIdentifier]) {
    self.ancestors = ancestors
  }

  var shape: SchemaShape {
    let shape: SchemaShape =
      switch found {
      case .nothing: .anything
      case .value(let shape): shape
      case .members(let members):
        isMap ? .map(members.values.first?.shape ?? .anything) : .object(members)
      case .elements(let element): .array(element)
      }
    return isNullable ? .nullable(shape) : shape
  }

  /// Lets a type decode from here.
  func sample<T: Decodable>(of type: T.Type) throws -> T {
    if let shaped = type as? any SchemaShaped.Type, let value = shaped.schemaSample as? T {
      found = .value(try shaped.schemaShape)
      return value
    }
    if let (values, first) = choices(of: type), let value = first as? T {
      found = .value(.choice(values))
      return value
    }
    let identity = ObjectIdentifier(type)
    guard !ancestors.contains(identity) else { throw SchemaError("\(type) contains itself") }
    let inner = ProbeNode(inside: ancestors + [identity])
    let value = try T(from: inner)
    found = inner.found
    isNullable = isNullable || inner.isNullable
    isMap = inner.isMap
    return value
  }

  func sampleMember<T: Decodable>(of type: T.Type, named name: String, isRequired: Bool) throws -> T
  {
    let node = ProbeNode(inside: ancestors)
    let value = try node.sample(of: type)
    note(node.shape, named: name, isRequired: isRequired)
    return value
  }

  func sampleElement<T: Decodable>(of type: T.Type) throws -> T {
    let node = ProbeNode(inside: ancestors)
    let value = try node.sample(of: type)
    found = .elements(node.shape)
    return value
  }

  func note(_ shape: SchemaShape) {
    found = .value(shape)
  }

  func note(_ shape: SchemaShape, named name: String, isRequired: Bool) {
    var members: [String: SchemaShape.Member] = [:]
    if case .members(let noted) = found { members = noted }
    members[name] = .init(shape, isRequired: isRequired)
    found = .members(members)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    if case .members = found {} else { found = .members([:]) }
    return KeyedDecodingContainer(KeyedProbe<Key>(node: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer {
    found = .elements(.anything)
    return UnkeyedProbe(node: self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleValueProbe(node: self)
  }
}

/// All values of an enumeration of strings, and one of its cases.
private func choices(of type: any Any.Type) -> (values: Set<String>, first: Any)? {
  func list<E: CaseIterable & RawRepresentable>(_ type: E.Type) -> (Set<String>, Any)? {
    let values = E.allCases.compactMap { $0.rawValue as? String }
    guard let first = E.allCases.first, values.count == E.allCases.count else { return nil }
    return (Set(values), first)
  }
  guard let type = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
  return list(type)
}
