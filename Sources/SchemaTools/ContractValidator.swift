package import JSONCoding

/// Checks requests and replies against the OpenRPC document, real ones and those of examples.
package struct ContractValidator: Sendable {
  private let document: OpenRPCDocument
  private let methods: [String: OpenRPCDocument.Method]
  private let validator: SchemaValidator

  /// - Throws: ``SchemaError`` if the document does not have the form of OpenRPC.
  package init(openRPC root: JSONValue) throws(SchemaError) {
    document = OpenRPCDocument(root)
    var methods: [String: OpenRPCDocument.Method] = [:]
    for method in try document.methods() + document.notifications() + document.events() {
      methods[method.name] = method
    }
    self.methods = methods
    validator = SchemaValidator(document: document.schemas, passing: Self.isOpen)
  }

  /// What is wrong with the params of a request or notification. Params that are not described are.
  package func problems(ofRequest request: JSONValue) throws(SchemaError) -> [SchemaViolation] {
    guard let method = method(of: request) else {
      return [.init(path: "method", message: "is not in the document")]
    }
    return try validator.problems(
      of: ExamplePlaceholder.sampling(request["params"] ?? [:]),
      against: method.paramsSchema(allowsOthers: false), at: "params")
  }

  /// What is wrong with the reply to a request. Fields that are not described are not.
  package func problems(
    ofReply reply: JSONValue, to request: JSONValue
  ) throws(SchemaError) -> [SchemaViolation] {
    let reply = try ExamplePlaceholder.sampling(reply)
    if let error = reply["error"] { return try problems(ofError: error, to: request) }
    guard let result = reply["result"] else {
      return [.init(path: "reply", message: "has neither a result nor an error")]
    }
    guard let schema = method(of: request)?.result else {
      return [.init(path: "method", message: "has no result in the document")]
    }
    return try validator.problems(of: result, against: schema, at: "result")
  }

  private func problems(
    ofError error: JSONValue, to request: JSONValue
  ) throws(SchemaError) -> [SchemaViolation] {
    let kind = error["data"]?["kind"]?.stringValue ?? ""
    guard let stated = try document.errors()[kind] else {
      return [.init(path: "error.data.kind", message: "is not in the document")]
    }
    var found = try validator.problems(
      of: error["data"] ?? [:], against: stated["data"] ?? true, at: "error.data")
    if error["code"] != stated["code"] {
      found.append(.init(path: "error.code", message: "is not that of \(kind)"))
    }
    if error["message"]?.stringValue?.isEmpty != false {
      found.append(.init(path: "error.message", message: "is missing"))
    }
    if let method = method(of: request), !method.errors.contains(kind) {
      found.append(.init(path: "error.data.kind", message: "\(kind) is not stated for the method"))
    }
    return found
  }

  private func method(of request: JSONValue) -> OpenRPCDocument.Method? {
    request["method"]?.stringValue.flatMap { methods[$0] }
  }

  /// What is left of placeholders after ``ExamplePlaceholder/sampling(_:)`` can be anything.
  private static func isOpen(_ value: JSONValue) -> Bool {
    value == "$any"
  }
}
