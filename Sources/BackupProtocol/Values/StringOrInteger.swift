/// A value of the client's choice that comes back unchanged: the id of a request, or a
/// `progressToken`.
public enum StringOrInteger: Sendable, Hashable {
  /// A string.
  case string(String)
  /// An integer.
  case integer(Int)
}

extension StringOrInteger: Codable {
  /// Reads a string or an integer, and refuses anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else {
      throw DecodingError.typeMismatch(
        Self.self,
        .init(codingPath: decoder.codingPath, debugDescription: "a string or an integer"))
    }
  }

  /// Writes the value itself.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let string): try container.encode(string)
    case .integer(let integer): try container.encode(integer)
    }
  }
}

extension StringOrInteger: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// A string.
  public init(stringLiteral value: String) {
    self = .string(value)
  }

  /// An integer.
  public init(integerLiteral value: Int) {
    self = .integer(value)
  }
}
