import BackupProtocol
package import JSONCoding

/// Holds the documents of `schemas/` against the types of the protocol.
package struct ContractCheck {
  private let document: OpenRPCDocument
  private var found: [SchemaDifference] = []

  private init(_ document: OpenRPCDocument) {
    self.document = document
  }

  /// Compares the OpenRPC document with every method, notification and error of the protocol:
  /// names, params, results, what is required, types, choices, codes.
  /// - Returns: every difference; empty if there is none.
  package static func differences(inOpenRPC root: JSONValue) throws -> [SchemaDifference] {
    var check = Self(OpenRPCDocument(root))
    try check.checkMethods()
    try check.checkNotifications(
      Contract.notifications, try check.document.notifications(), at: "x-notifications")
    try check.checkNotifications(Contract.events, try check.document.events(), at: "x-events")
    try check.checkErrors()
    return check.found
  }

  /// Compares the schema of the manifest with its type.
  /// - Returns: every difference; empty if there is none.
  package static func differences(inManifest root: JSONValue) throws -> [SchemaDifference] {
    let stated = try SchemaShape(of: root, in: SchemaDocument(root))
    return try SchemaProbe.shape(of: Manifest.self)
      .differences(fromDocument: stated, at: "manifest")
  }

  private mutating func note(_ path: String, _ message: String) {
    found.append(.init(path: path, message: message))
  }

  private mutating func checkMethods() throws {
    let stated = try document.methods()
    compareNames(Contract.methods.map { $0.name }, stated.map(\.name), at: "methods")
    for method in Contract.methods {
      guard let entry = stated.first(where: { $0.name == method.name }) else { continue }
      try check(method, entry)
    }
  }

  private mutating func check<Method: BackupMethod>(
    _ method: Method.Type, _ entry: OpenRPCDocument.Method
  ) throws {
    try checkParams(SchemaProbe.shape(of: Method.Params.self), entry)
    try checkContext(entry)
    guard let result = entry.result else { return note(method.name, "has no result") }
    let stated = try SchemaShape(of: result, in: document.schemas)
    found += try SchemaProbe.shape(of: Method.Result.self)
      .differences(fromDocument: stated, at: "\(method.name).result")
  }

  private mutating func checkNotifications(
    _ types: [any BackupNotification.Type], _ stated: [OpenRPCDocument.Method], at path: String
  ) throws {
    func shape<N: BackupNotification>(_ type: N.Type) throws -> SchemaShape {
      try SchemaProbe.shape(of: N.Params.self)
    }
    compareNames(types.map { $0.name }, stated.map(\.name), at: path)
    for type in types {
      guard let entry = stated.first(where: { $0.name == type.name }) else { continue }
      try checkParams(shape(type), entry)
    }
  }

  private mutating func checkParams(
    _ shape: SchemaShape, _ entry: OpenRPCDocument.Method
  ) throws {
    found += shape.differences(
      fromDocument: try statedParams(entry, shared: false), at: "\(entry.name).params")
  }

  /// `auth` goes with every method that needs a permission, and `progressToken` with any.
  private mutating func checkContext(_ entry: OpenRPCDocument.Method) throws {
    guard case .object(var expected) = try SchemaProbe.shape(of: CallContext.self),
      case .object(let stated) = try statedParams(entry, shared: true)
    else { return }
    guard let permission = entry.permission,
      ["none", "view", "edit", "reset"].contains(permission)
    else { return note(entry.name, "has no x-permission") }
    if permission == "none" { expected["auth"] = nil }
    if stated["progressToken"] == nil { expected["progressToken"] = nil }
    found += SchemaShape.object(expected)
      .differences(fromDocument: .object(stated), at: "\(entry.name).params")
  }

  private func statedParams(
    _ entry: OpenRPCDocument.Method, shared: Bool
  ) throws -> SchemaShape {
    var members: [String: SchemaShape.Member] = [:]
    for param in entry.params where param.isShared == shared {
      members[param.name] = .init(
        try SchemaShape(of: param.schema, in: document.schemas), isRequired: param.isRequired)
    }
    return .object(members)
  }

  private mutating func checkErrors() throws {
    let stated = try document.errors()
    compareNames(ErrorKind.allCases.map(\.rawValue), stated.keys, at: "components.errors")
    var members: [String: SchemaShape.Member] = [:]
    for error in stated.members {
      let path = "components.errors.\(error.key)"
      guard let kind = ErrorKind(rawValue: error.key) else { continue }
      if error.value["code"] != .integer(kind.code) {
        note("\(path).code", "the code has \(kind.code)")
      }
      guard let data = error.value["data"],
        data["properties"]?["kind"]?["const"] == .string(error.key)
      else {
        note("\(path).data.kind", "is not the constant \(error.key)")
        continue
      }
      guard case .object(let own) = try SchemaShape(of: data, in: document.schemas) else {
        continue
      }
      for (name, member) in own where name != "kind" {
        if let other = members[name], other.shape != member.shape {
          note("\(path).data.\(name)", "is not the same as with another kind of error")
        }
        members[name] = .init(member.shape, isRequired: false)
      }
    }
    members["kind"] = .init(try SchemaProbe.shape(of: ErrorKind.self), isRequired: true)
    found += try SchemaProbe.shape(of: ErrorData.self)
      .differences(fromDocument: .object(members), at: "error.data")
  }

  private mutating func compareNames(_ code: [String], _ stated: [String], at path: String) {
    for name in Set(code).subtracting(stated).sorted() {
      note("\(path).\(name)", "not in the document")
    }
    for name in Set(stated).subtracting(code).sorted() {
      note("\(path).\(name)", "not in the code")
    }
    if stated.count != Set(stated).count { note(path, "has a name twice") }
  }
}
