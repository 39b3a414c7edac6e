package import JSONCoding

/// Holds replies against an example, and carries ids from one step to the next.
///
/// A value in an example stands for itself, but for an ``ExamplePlaceholder``, and for
/// `{"$each": pattern}`, which stands for an array of any length whose elements all match. Objects
/// have to have the same keys, in any order, but for those written `"key?"`, which may be absent;
/// only `error.data` may have more than the example says.
package struct ExampleMatcher: Sendable {
  /// The values that ids stand for so far.
  package private(set) var bindings: [String: String] = [:]

  package init() {}

  /// A request with its ids filled in.
  /// - Throws: ``SchemaError`` if an id has no value yet, or for any other placeholder.
  package func filling(_ request: JSONValue) throws(SchemaError) -> JSONValue {
    switch request {
    case .array(let elements):
      var filled: [JSONValue] = []
      for element in elements { filled.append(try filling(element)) }
      return .array(filled)
    case .object(let object):
      var filled = JSONObject()
      for member in object.members { filled[member.key] = try filling(member.value) }
      return .object(filled)
    default:
      guard let placeholder = try ExamplePlaceholder(request) else { return request }
      guard case .id(let name) = placeholder else {
        throw .init("a request cannot have the placeholder \(request.stringValue ?? "")")
      }
      guard let value = bindings[name] else { throw .init("no reply has bound the id \(name)") }
      return .string(value)
    }
  }

  /// Compares a reply with the one that the example expects, and binds its ids.
  /// - Returns: every difference; empty if the reply matches.
  /// - Throws: ``SchemaError`` if the example has a placeholder that does not exist.
  package mutating func differences(
    of reply: JSONValue, from expected: JSONValue
  ) throws(SchemaError) -> [SchemaViolation] {
    try compare(reply, expected, at: "reply")
  }

  private mutating func compare(
    _ actual: JSONValue, _ expected: JSONValue, at path: String
  ) throws(SchemaError) -> [SchemaViolation] {
    if let placeholder = try ExamplePlaceholder(expected) {
      return match(actual, placeholder, at: path)
    }
    switch (actual, expected) {
    case (.array(let elements), .object(let object)) where object.keys == ["$each"]:
      var found: [SchemaViolation] = []
      for (index, element) in elements.enumerated() {
        found += try compare(element, object["$each"] ?? .null, at: "\(path)[\(index)]")
      }
      return found
    case (.object(let actual), .object(let expected)):
      return try compare(actual, expected, at: path)
    case (.array(let actual), .array(let expected)) where actual.count == expected.count:
      var found: [SchemaViolation] = []
      for (index, pair) in zip(actual, expected).enumerated() {
        found += try compare(pair.0, pair.1, at: "\(path)[\(index)]")
      }
      return found
    case (.array(let actual), .array(let expected)):
      return [
        .init(path: path, message: "has \(actual.count) elements instead of \(expected.count)")
      ]
    case (.number(let number), .number(let other)) where number.double == other.double:
      return []
    default:
      return actual == expected ? [] : [.init(path: path, message: "is \(Self.text(actual))")]
    }
  }

  private mutating func compare(
    _ actual: JSONObject, _ expected: JSONObject, at path: String
  ) throws(SchemaError) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    var known: Set<String> = []
    for member in expected.members {
      let key = ExampleKey(member.key)
      let path = "\(path).\(key.name)"
      known.insert(key.name)
      if let value = actual[key.name] {
        found += try compare(value, member.value, at: path)
      } else if !key.isOptional {
        found.append(.init(path: path, message: "is missing"))
      }
    }
    guard path != "reply.error.data" else { return found }
    for key in actual.keys where !known.contains(key) {
      found.append(.init(path: "\(path).\(key)", message: "is not expected"))
    }
    return found
  }

  private mutating func match(
    _ actual: JSONValue, _ placeholder: ExamplePlaceholder, at path: String
  ) -> [SchemaViolation] {
    guard placeholder.accepts(actual) else {
      return [.init(path: path, message: "is \(Self.text(actual)), which does not fit")]
    }
    guard case .id(let name) = placeholder, let value = actual.stringValue else { return [] }
    if let bound = bindings[name], bound != value {
      return [.init(path: path, message: "is \(value), and the id \(name) is \(bound)")]
    }
    bindings[name] = value
    return []
  }

  private static func text(_ value: JSONValue) -> String {
    String(decoding: value.serialized, as: UTF8.self)
  }
}
