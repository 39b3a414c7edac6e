/// The result `{}`.
public struct EmptyResult: Codable, Sendable, Hashable {
  /// Creates it.
  public init() {}
}

/// The result `null`.
public struct NullResult: Codable, Sendable, Hashable {
  /// Creates it.
  public init() {}

  /// Reads `null`, and refuses anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard container.decodeNil() else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "Expected null.")
    }
  }

  /// Writes `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
