import SchemaTools

/// Writes types of the contract in Swift.
struct SwiftTypes {
  let names: SwiftNames

  /// A type, without those that stand in it.
  func write(_ type: ClientContract.NamedType, to source: inout SourceText) throws(SchemaError) {
    let path = names.path(of: type.name)
    let name = path.last ?? type.name
    switch type.form {
    case .object(let properties, _):
      try writeStruct(name, type.description, properties, to: &source)
    case .choice(let choices):
      writeEnum(name, type.description, choices, to: &source)
    case .alias(let target):
      document(type.description, to: &source)
      source.line("public typealias \(name) = \(try expression(target))")
    }
  }

  /// A structure with a memberwise initialiser.
  func writeStruct(
    _ name: String, _ description: String, _ properties: [ClientContract.Property],
    to source: inout SourceText
  ) throws(SchemaError) {
    var variables: [Variable] = []
    for property in properties { variables.append(try Variable(property, self)) }
    document(description, to: &source)
    source.line("public struct \(name): Codable, Sendable, Hashable {")
    source.indented { source in
      for variable in variables {
        document(variable.description, to: &source)
        source.line("\(variable.wrapper)public var \(variable.name): \(variable.type)")
      }
      source.line()
      document("Creates one from its parts.", to: &source)
      source.call("public init(", variables.map(\.parameter), ") {")
      source.indented { source in
        for variable in variables {
          source.line("self.\(variable.plainName) = \(variable.name)")
        }
      }
      source.line("}")
    }
    source.line("}")
  }

  private func writeEnum(
    _ name: String, _ description: String, _ choices: [ClientContract.Choice],
    to source: inout SourceText
  ) {
    // What is said of each choice stands with its case.
    let head = description.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.hasPrefix("- `") }.joined(separator: "\n")
    document(head, to: &source)
    source.line("public enum \(name): String, Codable, Sendable, CaseIterable {")
    source.indented { source in
      for choice in choices {
        let description = choice.description
        document(description.isEmpty ? "`\(choice.value)`." : description, to: &source)
        let raw = choice.name == choice.value ? "" : " = \"\(choice.value)\""
        source.line("case \(choice.name.swiftIdentifier)\(raw)")
      }
    }
    source.line("}")
  }

  /// A documentation comment.
  func document(_ text: String, to source: inout SourceText) {
    var text = text[...]
    while text.last == "\n" { text.removeLast() }
    source.prose(String(text), prefix: "/// ")
  }

  /// A type where it is used.
  func expression(_ type: TypeExpression) throws(SchemaError) -> String {
    switch type {
    case .null: return "NullResult"
    case .boolean: return "Bool"
    case .integer: return "Int"
    case .number: return "Double"
    case .string: return "String"
    case .timestamp: return "Timestamp"
    case .openObject: return "EmptyObject"
    case .array(let element): return "[\(try expression(element))]"
    case .nullable(let value): return "\(try expression(value))?"
    case .named(let name): return names.reference(to: name)
    case .any, .union: throw SchemaError("Swift has no type for \(type)")
    }
  }
}

/// A stored property and its parameter.
private struct Variable {
  let name: String
  let plainName: String
  let description: String
  let wrapper: String
  let type: String
  let parameter: String

  init(_ property: ClientContract.Property, _ types: SwiftTypes) throws(SchemaError) {
    name = property.name.swiftIdentifier
    plainName = property.name
    description = property.description
    switch (property.type, property.isRequired) {
    case (.nullable(let value), true):
      wrapper = "@Nullable "
      type = try types.expression(value) + "?"
      parameter = "\(name): \(type) = nil"
    case (.nullable(let value), false):
      wrapper = ""
      type = "Change<\(try types.expression(value))>"
      parameter = "\(name): \(type) = .unchanged"
    case (let value, true):
      wrapper = ""
      type = try types.expression(value)
      parameter = "\(name): \(type)"
    case (let value, false):
      wrapper = ""
      type = try types.expression(value) + "?"
      parameter = "\(name): \(type) = nil"
    }
  }
}

extension String {
  /// In backticks where Swift has a meaning of its own for the word.
  var swiftIdentifier: String {
    ["import", "operator", "default", "internal", "public", "case", "in", "for", "where", "repeat"]
      .contains(self) ? "`\(self)`" : self
  }
}

extension SourceText {
  /// The beginning of a generated file.
  static var swift: SourceText {
    var source = SourceText(indentation: 2)
    source.line("// " + generatedNotice)
    source.line()
    return source
  }

  /// A declaration with parameters: on one line where there is room, or else as many on each line
  /// as fit.
  mutating func call(_ start: String, _ parameters: [String], _ end: String) {
    let whole = start + parameters.joined(separator: ", ") + end
    guard !fitsOneLine(whole, width: 100) else { return line(whole) }
    line(start)
    indented { source in
      var current = ""
      for (index, parameter) in parameters.enumerated() {
        let text = parameter + (index == parameters.count - 1 ? "" : ",")
        if current.isEmpty {
          current = text
        } else if source.fitsOneLine(current + " " + text, width: 100) {
          current += " " + text
        } else {
          source.line(current)
          current = text
        }
      }
      source.line(current)
    }
    line(end)
  }
}
