/// The signature algorithms that are accepted (RFC 7518, RFC 8037). Which one is right follows from the
/// configured key, never from the token.
enum TokenAlgorithm: String, Sendable, Hashable {
  case hs256 = "HS256"
  case rs256 = "RS256"
  case es256 = "ES256"
  case edDSA = "EdDSA"
}
