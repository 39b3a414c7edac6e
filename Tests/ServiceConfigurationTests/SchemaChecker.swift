import JSONCoding
import Testing

/// As much of JSON Schema 2020-12 as the configuration's schema uses. Another keyword is a failure, so
/// that nothing is passed over in silence.
struct SchemaChecker {
  let root: JSONValue

  private static let annotations: Set<String> = [
    "$schema", "$defs", "title", "description", "default",
  ]

  func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

  /// The schema with its `$ref` followed.
  func resolved(_ schema: JSONValue) -> JSONValue {
    guard let reference = schema["$ref"]?.stringValue else { return schema }
    let steps = reference.split(separator: "/").dropFirst()
    return steps.reduce(root) { $0[String($1)] ?? .null }
  }

  private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    guard let keywords = schema.objectValue else { return schema == .bool(true) }
    return keywords.members.allSatisfy { keyword in
      Self.annotations.contains(keyword.key)
        || accepts(value, keyword.key, keyword.value, in: schema)
    }
  }

  private func accepts(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue, in schema: JSONValue
  ) -> Bool {
    switch keyword {
    case "$ref": accepts(value, resolved(schema))
    case "type": isOfType(value, argument.stringValue ?? "")
    case "const": value == argument
    case "enum": argument.arrayValue?.contains(value) == true
    case "minimum": value.doubleValue.map { $0 >= argument.doubleValue ?? 0 } ?? true
    case "maximum": value.doubleValue.map { $0 <= argument.doubleValue ?? 0 } ?? true
    case "maxLength":
      value.stringValue.map { $0.unicodeScalars.count <= argument.intValue ?? 0 } ?? true
    case "pattern": value.stringValue.map { matches($0, argument.stringValue ?? "") } ?? true
    case "minItems": value.arrayValue.map { $0.count >= argument.intValue ?? 0 } ?? true
    case "prefixItems":
      zip(value.arrayValue ?? [], argument.arrayValue ?? []).allSatisfy { accepts($0, $1) }
    case "items":
      (value.arrayValue ?? []).dropFirst(schema["prefixItems"]?.arrayValue?.count ?? 0)
        .allSatisfy { accepts($0, argument) }
    case "required":
      value.objectValue.map { object in
        (argument.arrayValue ?? []).allSatisfy { object.contains($0.stringValue ?? "") }
      } ?? true
    case "properties":
      (value.objectValue?.members ?? []).allSatisfy { member in
        argument[member.key].map { accepts(member.value, $0) } ?? true
      }
    case "additionalProperties":
      (value.objectValue?.members ?? [])
        .filter { schema["properties"]?[$0.key] == nil }
        .allSatisfy { accepts($0.value, argument) }
    case "oneOf": argument.arrayValue?.count { accepts(value, $0) } == 1
    case "not": !accepts(value, argument)
    case "if": accepts(value, schema[accepts(value, argument) ? "then" : "else"] ?? true)
    case "then", "else": true
    default: unknown(keyword)
    }
  }

  private func unknown(_ keyword: String) -> Bool {
    Issue.record("the checker doesn't know the keyword \(keyword)")
    return false
  }

  private func isOfType(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "object": value.objectValue != nil
    case "array": value.arrayValue != nil
    case "string": value.stringValue != nil
    case "boolean": value.boolValue != nil
    case "integer": value.intValue != nil
    default: unknown("type \(type)")
    }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    do {
      // JSON Schema's patterns look at code points, and `$` is the end alone.
      return try Regex(pattern).matchingSemantics(.unicodeScalar).wholeMatch(in: text) != nil
    } catch {
      Issue.record("\(pattern) is not a regular expression: \(error)")
      return false
    }
  }
}
