import JSONCoding

/// The keywords of JSON Schema which look at one value and not inside it.
enum SchemaAssertion {
  private static let annotations: Set<String> = [
    "$comment", "$defs", "$id", "$schema", "default", "definitions", "description", "examples",
    "format", "title", "x-enum-varnames",
  ]

  /// What is wrong with a value, or nil.
  /// - Throws: ``SchemaError`` for a keyword that is not supported.
  static func problem(
    of value: JSONValue, _ keyword: String, _ argument: JSONValue
  ) throws(SchemaError) -> String? {
    switch keyword {
    case "type":
      let types = argument.arrayValue ?? [argument]
      let fits = types.contains { isOfType(value, $0.stringValue ?? "") }
      let names = types.compactMap(\.stringValue).joined(separator: " or ")
      return fits ? nil : "must be \(names), and is \(value.kindDescription)"
    case "enum":
      return argument.arrayValue?.contains(value) == true ? nil : "is none of the choices"
    case "const":
      return argument == value ? nil : "is not the one value that is allowed"
    case "minimum", "maximum":
      guard let number = value.doubleValue, let bound = argument.doubleValue else { return nil }
      let fits = keyword == "minimum" ? number >= bound : number <= bound
      return fits ? nil : "is beyond the \(keyword)"
    case "minLength", "maxLength":
      guard let count = value.stringValue?.unicodeScalars.count, let bound = argument.intValue
      else {
        return nil
      }
      let fits = keyword == "minLength" ? count >= bound : count <= bound
      return fits ? nil : "is beyond the \(keyword)"
    case "pattern":
      guard let text = value.stringValue else { return nil }
      guard let pattern = argument.stringValue, let expression = try? Regex(pattern) else {
        throw .init("a pattern is not a regular expression")
      }
      return text.contains(expression) ? nil : "does not match the pattern"
    default:
      guard annotations.contains(keyword) || keyword.hasPrefix("x-") else {
        throw .init("the keyword \(keyword) is not supported")
      }
      return nil
    }
  }

  private static func isOfType(_ value: JSONValue, _ type: String) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string),
      ("array", .array), ("object", .object):
      true
    case ("integer", .number(let number)):
      number.isInteger || number.double.map { $0 == $0.rounded() } == true
    default: false
    }
  }
}
