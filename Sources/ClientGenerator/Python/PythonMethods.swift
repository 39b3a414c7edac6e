/// Writes the methods of the contract as Python, once for each way of calling them.
struct PythonMethods {
  let contract: ClientContract

  var text: String {
    var source = SourceText.python(importing: [
      "from abc import ABC, abstractmethod",
      "from dataclasses import dataclass, field",
      "from datetime import datetime",
      "from typing import Any, Dict, List, Mapping, Optional, Tuple, Union",
      "",
      "from .._call import BlockingCall, Call",
      "from .._options import UNSET, MethodInfo, OnProgress, Timeout, Unset",
    ])
    source.pythonImport(imports, from: ".types")
    writeResults(to: &source)
    writeTable(to: &source)
    for style in PythonCallStyle.allCases { write(style, to: &source) }
    source.pythonExports(
      contract.methods.map(\.resultName) + PythonCallStyle.allCases.map(\.className)
        + ["METHODS"])
    return source.text
  }

  private var ownTypes: [ClientContract.NamedType] {
    contract.types.filter { $0.origin == .result }
  }

  private var imports: Set<String> {
    var names: Set<String> = contract.methods.contains(where: \.takesAuth) ? ["Auth"] : []
    for method in contract.methods {
      names.formUnion(method.result.names)
      if !method.isLifecycle { names.formUnion(method.params.typeNames) }
    }
    for type in ownTypes {
      if case .object(let properties, isOpen: false) = type.form {
        names.formUnion(properties.typeNames)
      }
    }
    return names.subtracting(ownTypes.map(\.name))
  }

  private func writeResults(to source: inout SourceText) {
    for type in ownTypes { source.python(type) }
    for method in contract.methods where method.result != .named(method.resultName) {
      source.line()
      source.line("\(method.resultName) = \(method.result.python)")
      source.pythonDocumentation("What `\(method.name)` answers.")
    }
  }

  private func writeTable(to source: inout SourceText) {
    source.line()
    source.line("METHODS: Mapping[str, MethodInfo] = {")
    source.indented { source in
      for method in contract.methods {
        source.line("\"\(method.name)\": MethodInfo(")
        source.indented { source in
          source.line("\"\(method.permission)\",")
          source.line("\(method.takesAuth.python),")
          source.line("\(method.reportsProgress.python),")
          source.line("\(method.resultName),")
        }
        source.line("),")
      }
    }
    source.line("}")
    source.pythonDocumentation(
      "The methods by their names on the wire, with what a client has to know of each.")
  }

  private func write(_ style: PythonCallStyle, to source: inout SourceText) {
    source.line()
    source.line()
    source.line("class \(style.className)(ABC):")
    source.indented { source in
      source.pythonDocumentation(style.documentation)
      source.line()
      source.line("@abstractmethod")
      source.line("def \(style.primitive)(")
      source.indented { source in
        source.line("self,")
        source.line("method: str,")
        source.line("params: Dict[str, Any],")
        source.line("result: Any,")
        source.line("on_progress: Optional[OnProgress],")
        source.line("timeout: Timeout,")
        source.line("nullable: Tuple[str, ...] = (),")
      }
      source.line(") -> \(style.returning("Any")): ...")
      for method in contract.methods where !method.isLifecycle {
        source.line()
        write(method, style, to: &source)
      }
    }
  }

  private func write(
    _ method: ClientContract.Method, _ style: PythonCallStyle, to source: inout SourceText
  ) {
    source.line("def \(method.shortName.snakeCased)(")
    source.indented { source in
      source.line("self,")
      for param in method.params.filter(\.isRequired) {
        source.line("\(param.pythonName): \(param.type.python),")
      }
      source.line("*,")
      for param in method.params.filter({ !$0.isRequired }) { source.line(param.pythonOption) }
      if method.takesAuth { source.line("auth: Optional[Auth] = None,") }
      if method.reportsProgress { source.line("on_progress: Optional[OnProgress] = None,") }
      source.line("timeout: Timeout = UNSET,")
    }
    source.line(") -> \(style.returning(method.resultName)):")
    source.indented { source in
      source.pythonDocumentation(method.summary, method.description, method.pythonArguments)
      if style.isDirect {
        source.line("result: \(method.resultName) = self.\(style.primitive)(")
      } else {
        source.line("return self.\(style.primitive)(")
      }
      source.indented { writeArguments(of: method, to: &$0) }
      source.line(")")
      if style.isDirect { source.line("return result") }
    }
  }

  private func writeArguments(of method: ClientContract.Method, to source: inout SourceText) {
    source.line("\"\(method.name)\",")
    let members =
      method.params.map { "\"\($0.name)\": \($0.pythonName)," }
      + (method.takesAuth ? ["\"auth\": auth,"] : [])
    if members.isEmpty {
      source.line("{},")
    } else {
      source.line("{")
      source.indented { source in
        for member in members { source.line(member) }
      }
      source.line("},")
    }
    source.line("\(method.resultName),")
    source.line(method.reportsProgress ? "on_progress," : "None,")
    source.line("timeout,")
    let nullable = method.params.filter(\.type.isNullable)
    guard !nullable.isEmpty else { return }
    source.line("(\(nullable.map { "\"\($0.name)\"," }.joined(separator: " "))),")
  }
}

extension TypeExpression {
  fileprivate var isNullable: Bool {
    if case .nullable = self { true } else { false }
  }
}

extension Bool {
  fileprivate var python: String { self ? "True" : "False" }
}

extension ClientContract.Property {
  /// A keyword argument that may be left out.
  fileprivate var pythonOption: String {
    if case .nullable(let type) = type {
      "\(pythonName): Union[\(type.python), None, Unset] = UNSET,"
    } else {
      "\(pythonName): Optional[\(type.python)] = None,"
    }
  }
}

extension ClientContract.Method {
  /// The arguments in words.
  fileprivate var pythonArguments: String {
    params.map { "- `\($0.pythonName)`: \($0.description)" }.joined(separator: "\n")
  }
}
