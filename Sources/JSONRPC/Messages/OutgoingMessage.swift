package import JSONCoding

/// A message to the peer.
package enum OutgoingMessage {
  case request(id: RequestID, method: String, params: JSONValue)
  case result(id: RequestID, JSONValue)
  /// Without an identifier where none could be read.
  case failure(id: RequestID?, RPCError)
  case notification(method: String, params: JSONValue)

  /// The JSON text.
  package var serialized: [UInt8] {
    var bytes = Array(#"{"jsonrpc":"2.0","#.utf8)
    switch self {
    case .request(let id, let method, let params):
      bytes.append(contentsOf: #""id":"#.utf8)
      id.json.serialize(into: &bytes)
      bytes.append(UInt8(ascii: ","))
      Self.append(method, params, to: &bytes)
    case .result(let id, let result):
      bytes.append(contentsOf: #""id":"#.utf8)
      id.json.serialize(into: &bytes)
      bytes.append(contentsOf: #","result":"#.utf8)
      result.serialize(into: &bytes)
    case .failure(let id, let error):
      bytes.append(contentsOf: #""id":"#.utf8)
      (id?.json ?? .null).serialize(into: &bytes)
      bytes.append(contentsOf: #","error":"#.utf8)
      error.json.serialize(into: &bytes)
    case .notification(let method, let params):
      Self.append(method, params, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  private static func append(_ method: String, _ params: JSONValue, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #""method":"#.utf8)
    JSONValue.serialize(method, into: &bytes)
    bytes.append(contentsOf: #","params":"#.utf8)
    params.serialize(into: &bytes)
  }
}
