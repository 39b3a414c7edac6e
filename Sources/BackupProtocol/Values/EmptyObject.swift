/// The object `{}`: params where there are none, or a result that says no more than that.
public struct EmptyObject: Codable, Sendable, Hashable {
  private enum CodingKeys: CodingKey {}

  /// Creates it.
  public init() {}

  /// Reads an object, and refuses anything else. The synthesised initialiser would not look.
  public init(from decoder: any Decoder) throws {
    _ = try decoder.container(keyedBy: CodingKeys.self)
  }

  /// Writes `{}`.
  public func encode(to encoder: any Encoder) throws {
    _ = encoder.container(keyedBy: CodingKeys.self)
  }
}

/// The result `null`.
public struct NullResult: Codable, Sendable, Hashable {
  /// Creates it.
  public init() {}

  /// Reads `null`, and refuses anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard container.decodeNil() else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "null")
    }
  }

  /// Writes `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
