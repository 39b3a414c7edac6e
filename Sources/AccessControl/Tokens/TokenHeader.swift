import FoundationEssentials

/// What the first segment of a token says (RFC 7515 section 4.1).
struct TokenHeader: Decodable {
  let algorithm: String
  let keyIdentifier: String?
  let hasCriticalExtensions: Bool

  private enum CodingKeys: String, CodingKey {
    case alg, kid, crit
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.algorithm = try container.decode(String.self, forKey: .alg)
    self.keyIdentifier = try container.decodeIfPresent(String.self, forKey: .kid)
    self.hasCriticalExtensions = container.contains(.crit)
  }

  /// Reads the header of a token in the compact form (RFC 7515 section 7.1).
  ///
  /// Stricter than JWTKit, which takes broken base64url for no bytes at all: each of the three segments
  /// must be base64url without padding.
  ///
  /// - Throws: ``AuthenticationError`` with `malformedToken`.
  init(ofToken token: String) throws(AuthenticationError) {
    let segments = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard token.utf8.count <= Self.longestToken, segments.count == 3,
      let header = Self.decoded(segments[0]),
      Self.decoded(segments[1]) != nil, Self.decoded(segments[2]) != nil,
      let parsed = try? JSONDecoder().decode(TokenHeader.self, from: header)
    else { throw AuthenticationError.malformedToken }
    self = parsed
  }

  /// Far more than a header line of HTTP carries; it bounds the work that a token can cause.
  private static let longestToken = 16_384

  private static func decoded(_ segment: Substring.UTF8View) -> Data? {
    var base64 = Data()
    base64.reserveCapacity(segment.count + 3)
    for byte in segment {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        base64.append(byte)
      case UInt8(ascii: "-"): base64.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): base64.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    while base64.count % 4 != 0 { base64.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: base64)
  }
}

extension AuthenticationError {
  static let malformedToken = AuthenticationError(
    .malformedToken, "The token is not a complete signed JSON Web Token.")
}
