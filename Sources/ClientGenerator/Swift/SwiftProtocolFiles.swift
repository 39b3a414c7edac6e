import SchemaTools

/// The types of the contract in Swift: the content of `BackupProtocol`, but what is written by hand.
struct SwiftProtocolFiles {
  private let contract: ClientContract
  private let names: SwiftNames
  private let types: SwiftTypes
  private var files: [String: String] = [:]

  /// The files, by paths from the root of the package.
  static func all(of contract: ClientContract) throws(SchemaError) -> [String: String] {
    var files = Self(contract)
    try files.addMethods()
    try files.addNotifications()
    try files.addValues()
    try files.addErrors()
    files.addContract()
    return files.files
  }

  private init(_ contract: ClientContract) {
    self.contract = contract
    names = SwiftNames(contract)
    types = SwiftTypes(names: names)
  }

  private mutating func add(_ path: String, _ body: SourceText) {
    var source = SourceText.swift
    source.append(body)
    files["Sources/BackupProtocol/Generated/" + path + ".swift"] = source.text
  }

  private mutating func addMethods() throws(SchemaError) {
    for method in contract.methods {
      var source = SourceText(indentation: 2)
      types.document(
        [method.summary, method.description].filter { !$0.isEmpty }.joined(separator: "\n\n"),
        to: &source)
      source.line("public enum \(method.typeName): BackupMethod {")
      try source.indented { source throws(SchemaError) in
        writeName(method.name, to: &source)
        source.line()
        try writeParams(method.params, to: &source)
        source.line()
        try writeResult(method, to: &source)
      }
      source.line("}")
      try addNested(in: [method.typeName], to: &source)
      add("Methods/" + method.typeName, source)
    }
  }

  private mutating func addNotifications() throws(SchemaError) {
    for event in [contract.progress] + contract.events + contract.notifications {
      var source = SourceText(indentation: 2)
      types.document(event.summary, to: &source)
      source.line("public enum \(event.swiftName): BackupNotification {")
      try source.indented { source throws(SchemaError) in
        writeName(event.name, to: &source)
        source.line()
        try writeParams(event.params, to: &source)
      }
      source.line("}")
      try addNested(in: [event.swiftName], to: &source)
      add("Notifications/" + event.swiftName, source)
    }
  }

  private func writeName(_ name: String, to source: inout SourceText) {
    types.document("`\(name)`.", to: &source)
    source.line("public static let name = \"\(name)\"")
  }

  private func writeParams(
    _ params: [ClientContract.Property], to source: inout SourceText
  ) throws(SchemaError) {
    if params.isEmpty {
      types.document("The parameters.", to: &source)
      source.line("public typealias Params = EmptyObject")
    } else {
      try types.writeStruct("Params", "The parameters.", params, to: &source)
    }
  }

  private func writeResult(
    _ method: ClientContract.Method, to source: inout SourceText
  ) throws(SchemaError) {
    if let type = contract.types.first(where: { $0.name == method.resultName }) {
      return try types.write(type, to: &source)
    }
    types.document("What it answers.", to: &source)
    source.line("public typealias Result = \(try types.expression(method.result))")
  }

  private mutating func addValues() throws(SchemaError) {
    let components = Set(contract.types.filter { $0.origin == .component }.map(\.name))
    for type in contract.types where components.contains(type.name) {
      guard names.path(of: type.name).count == 1, type.name != "ErrorKind",
        !SwiftNames.handwritten.contains(type.name)
      else { continue }
      var source = SourceText(indentation: 2)
      try types.write(type, to: &source)
      try addNested(in: [type.name], to: &source)
      add("Values/" + type.name, source)
    }
  }

  /// The types that stand in another one, in extensions of it.
  private func addNested(in path: [String], to source: inout SourceText) throws(SchemaError) {
    let inner = contract.types.filter { type in
      let own = names.path(of: type.name)
      return own.dropLast() == path[...] && own.last != "Result"
    }
    guard !inner.isEmpty else { return try addNestedInResult(of: path, to: &source) }
    source.line()
    source.line("extension \(path.joined(separator: ".")) {")
    try source.indented { source throws(SchemaError) in
      for (index, type) in inner.enumerated() {
        if index > 0 { source.line() }
        try types.write(type, to: &source)
      }
    }
    source.line("}")
    for type in inner { try addNested(in: names.path(of: type.name), to: &source) }
    try addNestedInResult(of: path, to: &source)
  }

  private func addNestedInResult(
    of path: [String], to source: inout SourceText
  ) throws(SchemaError) {
    guard path.last != "Result", contract.methods.contains(where: { [$0.typeName] == path }) else {
      return
    }
    try addNested(in: path + ["Result"], to: &source)
  }

  private mutating func addErrors() throws(SchemaError) {
    var source = SourceText(indentation: 2)
    guard let kinds = contract.types.first(where: { $0.name == "ErrorKind" }),
      case .choice(let choices) = kinds.form,
      Set(choices.map(\.value)) == Set(contract.errors.map(\.kind))
    else { throw SchemaError("ErrorKind is not what components.errors has") }
    try types.write(kinds, to: &source)
    source.line()
    source.line("extension ErrorKind {")
    source.indented { source in
      types.document(
        "The `code` of an error reply of this kind. Those below zero are of JSON-RPC 2.0 and of the"
          + " Language Server Protocol.", to: &source)
      source.line("public var code: Int {")
      source.indented { source in
        source.line("switch self {")
        for error in contract.errors { source.line("case .\(error.kind): \(error.code)") }
        source.line("}")
      }
      source.line("}")
    }
    source.line("}")
    add("Errors/ErrorKind", source)

    var data = SourceText(indentation: 2)
    try types.writeStruct(
      "ErrorData",
      "The `data` of an error reply. Which of the values are there depends on the kind.",
      try errorData(), to: &data)
    add("Errors/ErrorData", data)
  }

  /// What the data of any kind of error has, each property once.
  private func errorData() throws(SchemaError) -> [ClientContract.Property] {
    var properties: [ClientContract.Property] = [
      .init(
        name: "kind", description: "The kind of error.", type: .named("ErrorKind"),
        isRequired: true, isSecret: false)
    ]
    for error in contract.errors {
      for property in error.data {
        if let known = properties.first(where: { $0.name == property.name }) {
          guard known.type == property.type else {
            throw SchemaError("\(property.name) of \(error.kind) has another type elsewhere")
          }
          continue
        }
        properties.append(
          .init(
            name: property.name, description: property.description, type: property.type,
            isRequired: false, isSecret: property.isSecret))
      }
    }
    return properties
  }

  private mutating func addContract() {
    var source = SourceText(indentation: 2)
    types.document(
      "Everything that the service answers and sends, for tables and tests to go through.",
      to: &source)
    source.line("public enum Contract {")
    source.indented { source in
      write(
        "methods", "The methods, in the order of the documentation.", "BackupMethod",
        contract.methods.map(\.typeName), to: &source)
      source.line()
      write(
        "notifications", "The notifications that the server takes.", "BackupNotification",
        contract.notifications.map(\.swiftName), to: &source)
      source.line()
      write(
        "events", "The notifications that the server sends: progress of a call, and events.",
        "BackupNotification", ([contract.progress] + contract.events).map(\.swiftName),
        to: &source)
    }
    source.line("}")
    add("Contract", source)
  }

  private func write(
    _ name: String, _ description: String, _ type: String, _ members: [String],
    to source: inout SourceText
  ) {
    types.document(description, to: &source)
    source.line("public static let \(name): [any \(type).Type] = [")
    source.indented { source in
      for member in members { source.line("\(member).self,") }
    }
    source.line("]")
  }
}
