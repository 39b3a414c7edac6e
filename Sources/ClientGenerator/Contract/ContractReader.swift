package import JSONCoding
package import SchemaTools

/// Reads an OpenRPC document, and gives names to the objects in it that have none.
struct ContractReader {
  let document: OpenRPCDocument
  /// The types without a place of their own in the document, in the order in which they were found.
  private(set) var hoisted: [ClientContract.NamedType] = []

  init(_ document: OpenRPCDocument) {
    self.document = document
  }

  mutating func read() throws(SchemaError) -> ClientContract {
    guard let version = document.schemas.root["info"]?["version"]?.stringValue else {
      throw .init("info.version is missing")
    }
    let components = try components()
    var methods: [ClientContract.Method] = []
    for method in try document.methods() { methods.append(try read(method)) }
    var events = try read(document.events())
    guard let place = events.firstIndex(where: { $0.name == "$/progress" }) else {
      throw .init("x-events has no $/progress")
    }
    let progress = events.remove(at: place)
    let notifications = try read(document.notifications())
    let errors = try errors()
    return ClientContract(
      version: version, types: components + hoisted, methods: methods,
      events: events, progress: progress, notifications: notifications,
      errors: errors)
  }

  private mutating func read(
    _ notifications: [OpenRPCDocument.Method]
  ) throws(SchemaError) -> [ClientContract.Event] {
    var events: [ClientContract.Event] = []
    for event in notifications {
      events.append(
        .init(name: event.name, summary: event.summary, params: try properties(event.params)))
    }
    return events
  }

  private mutating func components() throws(SchemaError) -> [ClientContract.NamedType] {
    guard let schemas = try document.schemas.value(at: "#/components/schemas").objectValue else {
      throw .init("components.schemas is not an object")
    }
    var types: [ClientContract.NamedType] = []
    for (name, schema) in schemas.members.map({ ($0.key, $0.value) }) {
      types.append(
        .init(
          name: name, description: schema["description"]?.stringValue ?? "",
          form: try form(of: schema, named: name, origin: .component), origin: .component))
    }
    return types
  }

  private mutating func read(
    _ method: OpenRPCDocument.Method
  ) throws(SchemaError) -> ClientContract.Method {
    guard let result = method.result, let permission = method.permission else {
      throw .init("\(method.name) has no result or no x-permission")
    }
    guard ["none", "view", "edit", "reset"].contains(permission) else {
      throw .init("\(method.name): there is no permission \(permission)")
    }
    let takesAuth = method.params.contains { $0.isShared && $0.name == "auth" }
    guard takesAuth == (permission != "none") else {
      throw .init("\(method.name): auth goes with every method that needs a permission")
    }
    return ClientContract.Method(
      name: method.name, summary: method.summary, description: method.description,
      permission: permission, params: try properties(method.params.filter { !$0.isShared }),
      result: try expression(
        of: result, named: method.name.methodTypeName + "Result", origin: .result,
        description: "What `\(method.name)` answers."),
      takesAuth: takesAuth,
      reportsProgress: method.params.contains { $0.isShared && $0.name == "progressToken" },
      isLifecycle: method.tags.contains("lifecycle"))
  }

  private mutating func properties(
    _ params: [OpenRPCDocument.Param]
  ) throws(SchemaError) -> [ClientContract.Property] {
    var properties: [ClientContract.Property] = []
    for param in params {
      try check(param.name)
      properties.append(
        .init(
          name: param.name, description: param.description,
          type: try expression(
            of: param.schema, named: param.name.capitalizedFirst, origin: .component,
            description: param.description), isRequired: param.isRequired,
          isSecret: param.schema["format"] == "password"))
    }
    return properties
  }

  private mutating func errors() throws(SchemaError) -> [ClientContract.ErrorReply] {
    var errors: [ClientContract.ErrorReply] = []
    for (kind, error) in try document.errors().members.map({ ($0.key, $0.value) }) {
      guard let code = error["code"]?.intValue, let message = error["message"]?.stringValue,
        let data = error["data"], data["properties"]?["kind"]?["const"]?.stringValue == kind
      else { throw .init("the error \(kind) has no code, no message or another kind") }
      let form = try form(of: data, named: kind.capitalizedFirst + "Data", origin: .component)
      guard case .object(let properties, _) = form else {
        throw .init("the data of \(kind) is not an object")
      }
      errors.append(
        .init(
          kind: kind, code: code, message: message, data: properties.filter { $0.name != "kind" }))
    }
    return errors
  }

  /// A name has to come back from the form that it takes in Python.
  func check(_ name: String) throws(SchemaError) {
    guard name.snakeCased.camelCased == name else {
      throw .init("\(name) has no form with underscores that leads back to it")
    }
  }

  mutating func hoist(_ type: ClientContract.NamedType) throws(SchemaError) {
    let names =
      try document.schemas.value(at: "#/components/schemas").objectValue?.keys ?? []
    guard !names.contains(type.name), !hoisted.contains(where: { $0.name == type.name }) else {
      throw .init("two types would have the name \(type.name)")
    }
    hoisted.append(type)
  }
}

extension ClientContract {
  /// Reads the content of `schemas/openrpc.json`.
  /// - Throws: ``SchemaError`` for what a client could not be made of.
  package init(openRPC: JSONValue) throws(SchemaError) {
    var reader = ContractReader(OpenRPCDocument(openRPC))
    self = try reader.read()
  }
}
