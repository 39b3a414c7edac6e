import BackupProtocol
package import JSONCoding

/// A string in an example that stands for values which differ from run to run.
package enum ExamplePlaceholder: Sendable, Hashable {
  /// `$any`: any value, null included.
  case any
  /// `$string`: any string.
  case string
  /// `$number`: any number.
  case number
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
    switch text {
    case "$any": self = .any
    case "$string": self = .string
    case "$number": self = .number
    case "$boolean": self = .boolean
    case "$time": self = .time
    case "$sha256": self = .sha256
    default:
      guard text.hasPrefix("$id:"), text.count > 4 else {
        throw .init("there is no placeholder \(text)")
      }
      self = .id(String(text.dropFirst(4)))
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
    case .string, .id: "text"
    case .number: 1
    case .boolean: true
    case .time: .string(Timestamp(millisecondsSince1970: 0).description)
    case .sha256: .string(String(repeating: "0", count: 64))
    }
  }
}
