extension TypeExpression {
  /// As TypeScript writes it.
  var typeScript: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string, .timestamp: "string"
    case .any: "unknown"
    case .openObject: "Record<string, unknown>"
    case .array(let element):
      switch element {
      case .nullable, .union: "(\(element.typeScript))[]"
      default: "\(element.typeScript)[]"
      }
    case .named(let name): name
    case .nullable(let type): "\(type.typeScript) | null"
    case .union(let types): types.map(\.typeScript).joined(separator: " | ")
    }
  }
}

/// Writes the values of the contract as TypeScript.
struct TypeScriptTypes {
  let contract: ClientContract

  var text: String {
    var source = SourceText.typeScript
    for type in contract.types where type.origin == .component {
      source.line()
      source.typeScript(type)
    }
    return source.text
  }
}

extension SourceText {
  static let generatedNotice =
    "Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit."

  static var typeScript: SourceText {
    var source = SourceText(indentation: 2)
    source.line("// " + generatedNotice)
    return source
  }

  /// A comment of TSDoc.
  mutating func typeScriptComment(_ paragraphs: String...) {
    let text = paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
      .split(separator: "*/", omittingEmptySubsequences: false).joined(separator: "*\\/")
    guard !text.isEmpty else { return }
    guard !fitsOneLine(text, width: 93) else { return line("/** \(text) */") }
    line("/**")
    prose(text, prefix: " * ")
    line(" */")
  }

  mutating func typeScript(_ type: ClientContract.NamedType) {
    typeScriptComment(type.description)
    switch type.form {
    case .choice(let choices):
      line("export type \(type.name) =")
      indented { source in
        for (index, choice) in choices.enumerated() {
          source.line("| \"\(choice.value)\"" + (index == choices.count - 1 ? ";" : ""))
        }
      }
    case .alias(let expression): line("export type \(type.name) = \(expression.typeScript);")
    case .object(let properties, let isOpen):
      line("export interface \(type.name) {")
      indented { source in
        source.typeScript(properties, isParams: false)
        if isOpen { source.line("[key: string]: unknown;") }
      }
      line("}")
    }
  }

  /// - Parameter isParams: whether callers write them. Then an optional one may be `undefined`.
  mutating func typeScript(_ properties: [ClientContract.Property], isParams: Bool) {
    for property in properties {
      typeScriptComment(property.description)
      let absent = !property.isRequired && isParams ? " | undefined" : ""
      line(
        "\(property.name)\(property.isRequired ? "" : "?"): \(property.type.typeScript)\(absent);")
    }
  }

  mutating func typeScriptImport(_ names: Set<String>, from module: String) {
    guard !names.isEmpty else { return }
    line("import type {")
    indented { source in
      for name in names.sorted() { source.line("\(name),") }
    }
    line("} from \"\(module)\";")
  }
}
