extension ClientFiles {
  /// The generated part of the client for Python, by paths from the root of the package.
  static func python(_ contract: ClientContract) -> [String: String] {
    let folder = "clients/python/src/strongroom/_generated/"
    return [
      folder + "__init__.py": pythonPackage,
      folder + "types.py": PythonTypes(contract: contract).text,
      folder + "methods.py": PythonMethods(contract: contract).text,
      folder + "errors.py": pythonErrors(contract),
      folder + "events.py": pythonEvents(contract),
      folder + "version.py": pythonVersion(contract),
    ]
  }

  private static var pythonPackage: String {
    var source = SourceText(indentation: 4)
    source.line("# " + SourceText.generatedNotice)
    return source.text
  }

  private static func pythonErrors(_ contract: ClientContract) -> String {
    var source = SourceText.python(importing: [
      "from dataclasses import dataclass",
      "from datetime import datetime",
      "from typing import Any, Dict, List, Mapping, Optional, Tuple, Type, Union",
      "",
      "from .._errors import ServiceError",
    ])
    source.pythonImport(contract.errors.flatMap(\.data).typeNames, from: ".types")
    for error in contract.errors {
      source.pythonClass(
        error.className + "Data", documentation: "What is in the `data` of a `\(error.className)`.",
        error.data, leading: ["kind: str"])
      source.line()
      source.line()
      source.line("class \(error.className)(ServiceError):")
      source.indented { source in
        source.pythonDocumentation("\(error.message) Code \(error.code).")
        source.line()
        source.line("data: \(error.className)Data")
      }
    }
    source.line()
    source.line()
    source.line("SERVICE_ERRORS: Mapping[str, Tuple[Type[ServiceError], Any]] = {")
    source.indented { source in
      for error in contract.errors {
        source.line("\"\(error.kind)\": (\(error.className), \(error.className)Data),")
      }
    }
    source.line("}")
    source.pythonDocumentation("The classes of the errors, and of their data, by their kinds.")
    source.pythonExports(
      contract.errors.flatMap { [$0.className, $0.className + "Data"] } + ["SERVICE_ERRORS"])
    return source.text
  }

  private static func pythonEvents(_ contract: ClientContract) -> String {
    var source = SourceText.python(importing: [
      "from dataclasses import dataclass",
      "from datetime import datetime",
      "from typing import Any, Dict, List, Mapping, Optional, Union",
      "",
    ])
    source.pythonImport(contract.events.flatMap(\.params).typeNames, from: ".types")
    for event in contract.events {
      source.pythonClass(
        event.name.eventTypeName + "Event", documentation: event.summary, event.params)
    }
    source.line()
    source.line()
    source.line("EVENTS: Mapping[str, Any] = {")
    source.indented { source in
      for event in contract.events {
        source.line("\"\(event.name)\": \(event.name.eventTypeName)Event,")
      }
    }
    source.line("}")
    source.pythonDocumentation("The classes of the events by their names on the wire.")
    source.pythonExports(contract.events.map { $0.name.eventTypeName + "Event" } + ["EVENTS"])
    return source.text
  }

  private static func pythonVersion(_ contract: ClientContract) -> String {
    var source = SourceText(indentation: 4)
    source.line("# " + SourceText.generatedNotice)
    source.line("CONTRACT_VERSION = \"\(contract.version)\"")
    source.pythonDocumentation(
      "The version of the contract, which a program has to have at least.")
    return source.text
  }
}
