package import JSONCoding

/// What a handler is given.
package struct RequestContext: Sendable {
  package let method: String

  /// `nil` for a notification.
  package let id: RequestID?

  /// The params without `progressToken`; empty where there were none.
  package let params: JSONObject

  /// Reports go to the peer as `$/progress`, if it sent a `progressToken`.
  package let progress: ProgressSink

  /// The connection the message came on, with its state.
  package let connection: Connection

  /// Decodes the params.
  /// - Throws: `JSONDecodingError`, which goes to the peer as `invalidParams`.
  package func decodeParams<T: Decodable>(
    as type: T.Type = T.self, unknownKeys: JSONValueDecoder.UnknownKeys = .refuse
  ) throws -> T {
    try JSONValueDecoder(unknownKeys: unknownKeys).decode(type, from: .object(params))
  }
}
