/// Makes a JSON value of an `Encodable`.
///
/// Members stand in the order in which the type encodes them. An optional that is encoded with
/// `encodeIfPresent`, as synthesised code does, is left out when it is `nil`; an explicit
/// `encodeNil` gives `null`.
package struct JSONValueEncoder: Sendable {
  package init() {}

  /// Encodes a value.
  /// - Throws: `EncodingError.invalidValue` for an infinity or a NaN, and what the type throws.
  package func encode(_ value: some Encodable) throws -> JSONValue {
    let node = EncodingNode(codingPath: [])
    try value.encode(to: node)
    return node.resolved
  }
}
