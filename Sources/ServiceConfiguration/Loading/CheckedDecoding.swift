import JSONCoding

/// Decoding with a rule for the value. A key that is there must have a value: `null` is none.
extension KeyedDecodingContainer {
  func value<T: Decodable>(_ key: Key, _ rule: ValueRule<T>) throws -> T? {
    guard contains(key) else { return nil }
    let value = try decode(T.self, forKey: key)
    guard rule.accepts(value) else { throw mismatch(key, expected: rule.expected, shown(value)) }
    return value
  }

  func required<T: Decodable>(_ key: Key, _ rule: ValueRule<T>) throws -> T {
    guard let value = try value(key, rule) else {
      throw JSONDecodingError(
        .missing, path: text(of: key), expected: rule.expected, found: "nothing")
    }
    return value
  }

  func list<T: Decodable>(_ key: Key, of rule: ValueRule<T>) throws -> [T]? {
    guard contains(key) else { return nil }
    let values = try decode([T].self, forKey: key)
    for (index, value) in values.enumerated() where !rule.accepts(value) {
      throw mismatch(key, index: index, expected: rule.expected, shown(value))
    }
    return values
  }

  func dictionary<T: Decodable>(_ key: Key, of rule: ValueRule<T>) throws -> [String: T]? {
    guard contains(key) else { return nil }
    let values = try decode([String: T].self, forKey: key)
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where !rule.accepts(value) {
      throw JSONDecodingError(
        .mismatch, path: "\(text(of: key)).\(name)", expected: rule.expected, found: shown(value))
    }
    return values
  }

  func flag(_ key: Key) throws -> Bool? {
    try object(key, as: Bool.self)
  }

  func object<T: Decodable>(_ key: Key, as type: T.Type = T.self) throws -> T? {
    guard contains(key) else { return nil }
    return try decode(type, forKey: key)
  }

  func mismatch(
    _ key: Key, index: Int? = nil, expected: String, _ found: String
  ) -> JSONDecodingError {
    let path = text(of: key) + (index.map { "[\($0)]" } ?? "")
    return JSONDecodingError(.mismatch, path: path, expected: expected, found: found)
  }

  private func text(of key: Key) -> String {
    codingPath.reduce(into: "") { text, key in
      text += key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    } + ".\(key.stringValue)"
  }

  /// Only numbers are shown: a text may hold what nobody should read in a log.
  private func shown(_ value: some Any) -> String {
    switch value {
    case let number as Int: String(number)
    case "" as String: "an empty string"
    case is String: "another string"
    default: "another value"
    }
  }
}
