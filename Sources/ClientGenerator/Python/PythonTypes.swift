extension TypeExpression {
  /// As Python 3.9 writes it.
  var python: String {
    switch self {
    case .null: "None"
    case .boolean: "bool"
    case .integer: "int"
    case .number: "float"
    case .string: "str"
    case .timestamp: "datetime"
    case .any: "Any"
    case .openObject: "Dict[str, Any]"
    case .array(let element): "List[\(element.python)]"
    case .named(let name): name
    case .nullable(let type): "Optional[\(type.python)]"
    case .union(let types): "Union[\(types.map(\.python).joined(separator: ", "))]"
    }
  }
}

/// Writes the values of the contract as Python: frozen dataclasses, in the terms of their wire names
/// in lower case with underscores.
struct PythonTypes {
  let contract: ClientContract

  var text: String {
    var source = SourceText.python(importing: [
      "from dataclasses import dataclass, field",
      "from datetime import datetime",
      "from typing import Any, Dict, List, Literal, Optional, Union",
    ])
    let types = contract.types.filter { $0.origin == .component }
    for type in types where type.isChoice { source.python(type) }
    for type in types where type.isObject { source.python(type) }
    for type in types where !type.isChoice && !type.isObject { source.python(type) }
    source.pythonExports(types.map(\.name))
    return source.text
  }
}

extension ClientContract.NamedType {
  fileprivate var isChoice: Bool {
    if case .choice = form { true } else { false }
  }

  fileprivate var isObject: Bool {
    if case .object = form { true } else { false }
  }
}

extension ClientContract.Property {
  /// The name of it in Python.
  var pythonName: String {
    Self.pythonKeywords.contains(name.snakeCased) ? name.snakeCased + "_" : name.snakeCased
  }

  private static let pythonKeywords: Set = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]
}

extension SourceText {
  static func python(importing imports: [String]) -> SourceText {
    var source = SourceText(indentation: 4)
    source.line("# " + generatedNotice)
    source.line("from __future__ import annotations")
    source.line()
    for line in imports { source.line(line) }
    return source
  }

  mutating func pythonDocumentation(_ paragraphs: String...) {
    let text = paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
      .split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
    guard !text.isEmpty else { return }
    let first = lines.count
    prose("\"\"\"" + text, width: 97)
    if lines.count == first + 1, !text.hasSuffix("\"") {
      extendLastLine("\"\"\"")
    } else {
      line("\"\"\"")
    }
  }

  mutating func python(_ type: ClientContract.NamedType) {
    switch type.form {
    case .choice(let choices):
      line()
      line("\(type.name) = Literal[")
      indented { source in
        for choice in choices { source.line("\"\(choice.value)\",") }
      }
      line("]")
      pythonDocumentation(type.description)
    case .alias(let expression):
      line()
      line("\(type.name) = \(expression.python)")
      pythonDocumentation(type.description)
    case .object(_, isOpen: true):
      line()
      line("\(type.name) = Dict[str, Any]")
      pythonDocumentation(type.description)
    case .object(let properties, isOpen: false):
      pythonClass(type.name, documentation: type.description, properties)
    }
  }

  mutating func pythonClass(
    _ name: String, documentation: String, _ properties: [ClientContract.Property],
    leading: [String] = []
  ) {
    line()
    line()
    line("@dataclass(frozen=True)")
    line("class \(name):")
    indented { source in
      source.pythonDocumentation(documentation)
      source.line()
      for field in leading { source.line(field) }
      for property in properties.filter(\.isRequired) + properties.filter({ !$0.isRequired }) {
        let type = property.type.python
        if property.isRequired {
          let hidden = property.isSecret ? " = field(repr=False)" : ""
          source.line("\(property.pythonName): \(type)\(hidden)")
        } else if type.hasPrefix("Optional[") {
          source.line("\(property.pythonName): \(type) = None")
        } else {
          source.line("\(property.pythonName): Optional[\(type)] = None")
        }
        source.pythonDocumentation(property.description)
      }
      if properties.isEmpty, leading.isEmpty { source.line("pass") }
    }
  }

  mutating func pythonExports(_ names: [String]) {
    line()
    line("__all__ = [")
    indented { source in
      for name in names.sorted() { source.line("\"\(name)\",") }
    }
    line("]")
  }

  mutating func pythonImport(_ names: Set<String>, from module: String) {
    guard !names.isEmpty else { return }
    line("from \(module) import (")
    indented { source in
      for name in names.sorted() { source.line("\(name),") }
    }
    line(")")
  }
}
