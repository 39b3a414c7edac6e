import BackupProtocol
package import JSONCoding

/// A string in an example that stands for values which differ from run to run.
package enum ExamplePlaceholder: Sendable, Hashable {
  /// `$any`: any value, null included.
  case any
  /// `$string`, or `$string:zstd` to show one: any string.
  case string(sample: String)
  /// `$number`, or `$number:4096` to show one: any number.
  case number(sample: Int)
  /// `$boolean`: true or false.
  case boolean
  /// `$time`: a time as the service writes it.
  case time
  /// `$sha256`: 64 hexadecimal digits in lower case.
  case sha256
  /// `$id:name`: a string. The first one binds the name, and later ones have to be the same.
  case id(String)

  /// The placeholder that a value is; nil if it stands for itself.
  ///
  /// Only a `$` followed by a letter begins a placeholder, so that `$/progress` does not.
  /// - Throws: ``SchemaError`` if there is no placeholder of this name.
  package init?(_ value: JSONValue) throws(SchemaError) {
    guard let text = value.stringValue, text.first == "$",
      text.dropFirst().first?.isLetter == true
    else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1)
    switch (parts.first, parts.dropFirst().first.map(String.init)) {
    case ("$any", nil): self = .any
    case ("$string", let sample): self = .string(sample: sample ?? "text")
    case ("$number", nil): self = .number(sample: 1)
    case ("$boolean", nil): self = .boolean
    case ("$time", nil): self = .time
    case ("$sha256", nil): self = .sha256
    case ("$id", let name?): self = .id(name)
    case ("$number", let text?):
      guard let sample = Int(text) else { throw .init("\(text) is not an integer") }
      self = .number(sample: sample)
    default: throw .init("there is no placeholder \(text)")
    }
  }

  /// Whether it can stand for a value. Whether an id is the right one is not looked at.
  func accepts(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.any, _), (.string, .string), (.number, .number), (.boolean, .bool), (.id, .string): true
    case (.time, .string(let text)): Timestamp(text)?.description == text
    case (.sha256, .string(let text)):
      text.utf8.count == 64 && text.utf8.allSatisfy("0123456789abcdef".utf8.contains)
    default: false
    }
  }

  /// A value that it can stand for; nil for `$any`, of which nothing is known.
  var sample: JSONValue? {
    switch self {
    case .any: nil
    case .id: "text"
    case .string(let sample): .string(sample)
    case .number(let sample): .integer(sample)
    case .boolean: true
    case .time: .string(Timestamp(millisecondsSince1970: 0).description)
    case .sha256: .string(String(repeating: "0", count: 64))
    }
  }
}

extension ExamplePlaceholder {
  /// A value with samples in place of its placeholders. `$any` stays as it is.
  /// - Throws: ``SchemaError`` if there is a placeholder that does not exist.
  package static func sampling(_ value: JSONValue) throws(SchemaError) -> JSONValue {
    switch value {
    case .array(let elements):
      var sampled: [JSONValue] = []
      for element in elements { sampled.append(try sampling(element)) }
      return .array(sampled)
    case .object(let object):
      if object.keys == ["$each"] { return .array([try sampling(object["$each"] ?? .null)]) }
      var sampled = JSONObject()
      for member in object.members {
        sampled[ExampleKey(member.key).name] = try sampling(member.value)
      }
      return .object(sampled)
    default:
      return try ExamplePlaceholder(value)?.sample ?? value
    }
  }
}

/// A key of an object in an example: `label`, or `label?` if the value may be absent.
struct ExampleKey {
  let name: String
  let isOptional: Bool

  init(_ key: String) {
    isOptional = key.hasSuffix("?")
    name = isOptional ? String(key.dropLast()) : key
  }
}
