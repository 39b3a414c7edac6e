/// What becomes of a value: a property that may be absent, null or there, each with a meaning of its
/// own.
public enum Change<Value> {
  /// It stays as it is: the property is absent.
  case unchanged
  /// It goes away: the property is null.
  case cleared
  /// It becomes this.
  case set(Value)
}

extension Change: Sendable where Value: Sendable {}
extension Change: Equatable where Value: Equatable {}
extension Change: Hashable where Value: Hashable {}

extension Change: Decodable where Value: Decodable {
  /// Reads `null` or a value. That a property is absent only its container can tell.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .cleared : .set(try container.decode(Value.self))
  }
}

extension Change: Encodable where Value: Encodable {
  /// Writes `null` or the value. An unchanged one has to be left out by its container.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .set(let value): try container.encode(value)
    case .cleared, .unchanged: try container.encodeNil()
    }
  }
}

// What the compiler writes for a type with such a property calls these two, which it prefers as the
// more special ones.

extension KeyedDecodingContainer {
  func decode<Value: Decodable>(
    _ type: Change<Value>.Type, forKey key: Key
  ) throws -> Change<Value> {
    guard contains(key) else { return .unchanged }
    return try decodeNil(forKey: key) ? .cleared : .set(decode(Value.self, forKey: key))
  }
}

extension KeyedEncodingContainer {
  mutating func encode<Value: Encodable>(_ change: Change<Value>, forKey key: Key) throws {
    switch change {
    case .unchanged: return
    case .cleared: try encodeNil(forKey: key)
    case .set(let value): try encode(value, forKey: key)
    }
  }
}
