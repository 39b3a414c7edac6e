package import JSONCoding

/// The identifier of a request, echoed bit by bit: big integers and fractions keep their text.
///
/// JSON-RPC 2.0 also allows `null` but discourages it, since that is what an error carries where
/// no identifier could be read; a request with `null` is refused here.
package enum RequestID: Sendable, Hashable {
  case string(String)
  case number(JSONNumber)

  /// `nil` for a value that is neither a string nor a number.
  package init?(_ value: JSONValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .number(let number): self = .number(number)
    default: return nil
    }
  }

  package var json: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .number(let number): .number(number)
    }
  }
}
