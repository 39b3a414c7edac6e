import JSONCoding

/// A message to the peer.
enum OutgoingMessage {
  case result(id: RequestID, JSONValue)
  /// Without an identifier where none could be read.
  case failure(id: RequestID?, RPCError)
  case notification(method: String, params: JSONValue)

  /// The JSON text.
  var serialized: [UInt8] {
    var bytes = Array(#"{"jsonrpc":"2.0","#.utf8)
    switch self {
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
      bytes.append(contentsOf: #""method":"#.utf8)
      JSONValue.serialize(method, into: &bytes)
      bytes.append(contentsOf: #","params":"#.utf8)
      params.serialize(into: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}
