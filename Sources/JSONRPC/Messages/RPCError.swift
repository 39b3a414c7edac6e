package import JSONCoding

/// An error as the wire carries it: a stable code, one sentence, and what a program needs.
///
/// `data` always has the member `kind`. Nothing secret belongs in any part of it.
/// See <https://www.jsonrpc.org/specification#error_object>.
package struct RPCError: Error, Sendable, Hashable {
  package let code: Int
  package let message: String
  package let data: JSONObject

  package init(code: Int, kind: String, message: String, data: JSONObject = [:]) {
    self.code = code
    self.message = message
    var whole: JSONObject = ["kind": .string(kind)]
    for member in data.members where member.key != "kind" { whole[member.key] = member.value }
    self.data = whole
  }

  package var kind: String { data["kind"]?.stringValue ?? "" }

  /// The error object.
  package var json: JSONValue {
    ["code": .integer(code), "message": .string(message), "data": .object(data)]
  }
}

extension RPCError {
  package static func parseError(_ error: JSONParseError) -> RPCError {
    RPCError(
      code: -32700, kind: "parseError", message: "The message is not JSON: \(error).",
      data: ["offset": .integer(error.offset)])
  }

  package static func invalidRequest(_ message: String, data: JSONObject = [:]) -> RPCError {
    RPCError(code: -32600, kind: "invalidRequest", message: message, data: data)
  }

  package static func invalidParams(_ message: String, data: JSONObject = [:]) -> RPCError {
    RPCError(code: -32602, kind: "invalidParams", message: message, data: data)
  }

  /// Names the parameter's path, what was expected and what came.
  package static func invalidParams(_ error: JSONDecodingError) -> RPCError {
    var data: JSONObject = [
      "path": .string(error.path), "expected": .string(error.expected),
      "found": .string(error.found),
    ]
    if !error.allowed.isEmpty { data["allowed"] = .array(error.allowed.map { .string($0) }) }
    return invalidParams(error.description, data: data)
  }

  /// Says nothing of the cause, which is for the log alone.
  package static let internalError = RPCError(
    code: -32603, kind: "internalError",
    message: "An unexpected error occurred. Details are in the log.")

  package static let cancelled = RPCError(
    code: -32800, kind: "cancelled", message: "The request was cancelled.")

  static func serverOverloaded(limit: Int) -> RPCError {
    RPCError(
      code: -32000, kind: "serverOverloaded",
      message: "Too many requests are waiting. Wait for a reply first.",
      data: ["limit": .integer(limit)])
  }

  /// The request was cancelled and ended in this error, which may be how it noticed.
  static func cancelled(by cause: RPCError) -> RPCError {
    RPCError(
      code: cancelled.code, kind: cancelled.kind, message: cancelled.message,
      data: ["cause": cause.json])
  }
}
