/// A moment, to the millisecond. On the wire ISO 8601 in UTC with milliseconds,
/// `2026-03-01T09:30:00.000Z`, as [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339) profiles it.
public struct Timestamp: Sendable, Hashable {
  /// The milliseconds since the beginning of 1970 in UTC, leap seconds not counted.
  public var millisecondsSince1970: Int64

  /// A moment by its distance from the beginning of 1970.
  public init(millisecondsSince1970: Int64) {
    self.millisecondsSince1970 = millisecondsSince1970
  }
}

extension Timestamp: Comparable {
  /// Whether the first is the earlier one.
  public static func < (first: Timestamp, second: Timestamp) -> Bool {
    first.millisecondsSince1970 < second.millisecondsSince1970
  }
}

extension Timestamp: Codable {
  /// Reads a string as RFC 3339 has it, and refuses anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Timestamp(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "a date and time such as 2026-03-01T09:30:00.000Z")
    }
    self = value
  }

  /// Writes a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
