import JSONCoding

/// A message from the service.
enum ServerMessage {
  case result(id: Int, JSONValue)
  /// The error object of a reply. Without an id where the service could not read the request.
  case failure(id: Int?, JSONValue)
  case notification(method: String, params: JSONValue)
  /// Something is asked of this side.
  case request(id: JSONValue, method: String)

  /// Why something is no message, in a sentence for a person.
  struct Problem: Error {
    let text: String
  }

  init(parsing bytes: UnsafeRawBufferPointer) throws(Problem) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw Problem(text: "\(Self.excerpt(bytes)) is not JSON.")
    }
    guard case .object(var message) = value, message["jsonrpc"] == "2.0" else {
      throw Problem(text: "\(Self.excerpt(bytes)) is not of JSON-RPC 2.0.")
    }
    switch (message["method"], message["id"]) {
    case (.string(let method), nil):
      self = .notification(method: method, params: message.removeValue(forKey: "params") ?? [:])
    case (.string(let method), let id?): self = .request(id: id, method: method)
    default:
      let id = message["id"]?.intValue
      if let error = message.removeValue(forKey: "error") {
        self = .failure(id: id, error)
      } else if let id, let result = message.removeValue(forKey: "result") {
        self = .result(id: id, result)
      } else {
        throw Problem(text: "\(Self.excerpt(bytes)) is neither an answer nor an event.")
      }
    }
  }

  /// Enough to see what kind of program writes, and too little for a secret.
  private static let excerptLength = 20

  private static func excerpt(_ bytes: UnsafeRawBufferPointer) -> String {
    let start = String(decoding: bytes.prefix(excerptLength), as: UTF8.self)
    return "\"\(start)\(bytes.count > excerptLength ? "…" : "")\""
  }
}
