import JSONCoding

/// A message from the peer, as JSON-RPC 2.0 knows them.
enum IncomingMessage {
  enum Params {
    case byName(JSONObject)
    /// By position; no method here takes that.
    case byPosition
  }

  case request(id: RequestID, method: String, params: Params)
  case notification(method: String, params: Params)
  /// An answer, though nothing was asked.
  case response
  case invalid(id: RequestID?, RPCError)

  /// Whether the peer waits for an answer to this.
  var expectsReply: Bool {
    switch self {
    case .request, .invalid: true
    case .notification, .response: false
    }
  }

  /// Reads a message. `params: null` counts as no params.
  init(_ value: JSONValue) {
    guard case .object(let object) = value else {
      self = .invalid(id: nil, .invalidRequest("A message must be an object."))
      return
    }
    let id = object["id"].flatMap { RequestID($0) }
    switch (object["jsonrpc"], object["method"], object["params"], object["id"]) {
    case (_, nil, _, _) where object.contains("result") || object.contains("error"):
      self = .response
    case (.string("2.0"), .string(let method), let params, let rawID):
      guard let params = Params(params) else {
        self = .invalid(id: id, .invalidRequest("The member params must be an object."))
        return
      }
      switch (id, rawID) {
      case (let id?, _): self = .request(id: id, method: method, params: params)
      case (nil, nil): self = .notification(method: method, params: params)
      case (nil, _):
        self = .invalid(id: nil, .invalidRequest("The member id must be a string or a number."))
      }
    case (.string("2.0"), _, _, _):
      self = .invalid(id: id, .invalidRequest("The member method must be a string."))
    default:
      self = .invalid(id: id, .invalidRequest("The member jsonrpc must be \"2.0\"."))
    }
  }
}

extension IncomingMessage.Params {
  init?(_ value: JSONValue?) {
    switch value {
    case nil, .null: self = .byName([:])
    case .object(let object): self = .byName(object)
    case .array: self = .byPosition
    default: return nil
    }
  }
}
