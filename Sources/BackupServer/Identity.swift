import AccessControl
import JSONCoding
import JSONRPC

/// The credentials that `initialize` gave for the whole connection.
struct ConnectionCredentials: Sendable {
  let credentials: Credentials
}

enum Identity {
  /// Those of the request, or else those of the connection.
  static func credentials(of context: RequestContext) throws -> Credentials? {
    if let given = context.params["auth"], !given.isNull { return try decode(given) }
    return context.connection.state.value(of: ConnectionCredentials.self)?.credentials
  }

  static func decode(_ value: JSONValue) throws -> Credentials {
    try JSONValueDecoder(unknownKeys: .refuse, root: "params.auth").decode(from: value)
  }
}
