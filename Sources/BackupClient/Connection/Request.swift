import BackupProtocol
import JSONCoding

/// What is to be asked, before it has an id.
struct Request: Sendable {
  let method: String
  let params: JSONObject
  /// How long the answer may take, from now on.
  var timeout: Duration?
  /// How long to wait for the answer to a cancelled call.
  var cancelGrace: Duration
  /// Takes the progress, if anyone wants it.
  var progress: AsyncStream<Progress.Value>.Continuation?
  /// Whether it is sent at once, however many requests are unanswered.
  var isUrgent = false

  /// Methods that take no `auth`: they are the same for everybody.
  private static let withoutIdentity: Set<String> = [
    Initialize.name, Ping.name, Discover.name, Shutdown.name,
  ]

  /// Params with the identity beside them, unless they name one already.
  static func params(
    _ params: JSONObject, of method: String, auth: Auth?
  ) throws -> JSONObject {
    guard let auth, !withoutIdentity.contains(method), !params.contains("auth") else {
      return params
    }
    var whole = params
    whole["auth"] = try JSONValueEncoder().encode(auth)
    return whole
  }

  /// The params as they go to the service.
  func params(id: Int) -> JSONValue {
    guard progress != nil, MethodTraits.reportsProgress.contains(method) else {
      return .object(params)
    }
    var whole = params
    whole["progressToken"] = .integer(id)
    return .object(whole)
  }
}
