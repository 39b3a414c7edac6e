import JWTKit

/// The claims of a token whose signature was right, before any of them is believed.
struct TokenClaims: JWTPayload {
  private let values: [String: ClaimValue]

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: ClaimValue].self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }

  /// Nothing: ``TokenRules`` checks the claims, by the verifier's own clock.
  func verify(using algorithm: some JWTAlgorithm) async throws {}

  /// The claim, nil when it is missing or null.
  subscript(_ name: String) -> ClaimValue? {
    values[name].flatMap { $0 == .null ? nil : $0 }
  }
}

/// The value of a claim: any JSON, with whole numbers told apart so that an id keeps all its digits.
enum ClaimValue: Sendable, Hashable, Codable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([ClaimValue])
  case object([String: ClaimValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([ClaimValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: ClaimValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
