package import FoundationEssentials
import JWTKit

/// Makes an actor of a signed JSON Web Token (RFC 7519), or refuses it.
///
/// HS256, RS256, ES256 and EdDSA. The configured key decides the algorithm: a token that names another,
/// `none` among them, is refused before its signature is looked at. A token must have an expiry. Keys are
/// set up when the first token arrives, so that a process that sees none doesn't pay for them.
package actor TokenVerifier {
  private let sources: [TokenKeySource]
  private let rules: TokenRules
  private let now: @Sendable () -> Date
  private var keys: [VerificationKey]?

  /// - Parameter now: The clock that expiry is judged by.
  package init(
    keys sources: [TokenKeySource], rules: TokenRules = TokenRules(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.sources = sources
    self.rules = rules
    self.now = now
  }

  /// Sets the keys up now, to find a mistake in them before the first token does.
  ///
  /// - Throws: ``TokenKeyError``.
  package func prepare() async throws(TokenKeyError) {
    _ = try await verificationKeys()
  }

  /// The actor that the token speaks for.
  ///
  /// - Throws: ``AuthenticationError``; its reason says which check failed.
  package func verify(_ token: String) async throws(AuthenticationError) -> Actor {
    let header = try TokenHeader(ofToken: token)
    let claims = try await verifiedClaims(of: token, candidates: candidates(for: header))
    try rules.check(claims, now: now().timeIntervalSince1970)
    return try rules.claims.actor(from: claims)
  }

  private func candidates(
    for header: TokenHeader
  ) async throws(AuthenticationError) -> [VerificationKey] {
    guard !header.hasCriticalExtensions else {
      throw AuthenticationError(
        .unsupportedHeader, "The token requires an extension that is not supported (\"crit\").")
    }
    let keys: [VerificationKey]
    do {
      keys = try await verificationKeys()
    } catch {
      throw AuthenticationError(
        .unusableKeys, "Tokens cannot be verified with the configured keys.", hint: error.message)
    }
    let fitting = keys.filter { $0.algorithm.rawValue == header.algorithm }
    guard !fitting.isEmpty else {
      throw AuthenticationError(
        .wrongAlgorithm, "The token is not signed with the algorithm of a configured key.")
    }
    guard let identifier = header.keyIdentifier else { return fitting }
    let named = fitting.filter { $0.identifier == nil || $0.identifier == identifier }
    guard !named.isEmpty else {
      throw AuthenticationError(
        .unknownKey, "The token is signed with a key that is not configured.",
        hint: "Refresh the key set file, or sign in again.")
    }
    return named
  }

  private func verifiedClaims(
    of token: String, candidates: [VerificationKey]
  ) async throws(AuthenticationError) -> TokenClaims {
    for key in candidates {
      do {
        return try await key.verifier.verify(token, as: TokenClaims.self)
      } catch let error as JWTError where error.errorType == .malformedToken {
        // The payload, which JWTKit reads only once the signature was right.
        throw AuthenticationError.malformedToken
      } catch {
        continue
      }
    }
    throw AuthenticationError(.wrongSignature, "The signature of the token is wrong.")
  }

  private func verificationKeys() async throws(TokenKeyError) -> [VerificationKey] {
    if let keys { return keys }
    var built: [VerificationKey] = []
    for source in sources {
      switch source.material {
      case .sharedSecret(let secret):
        built.append(try await VerificationKey(sharedSecret: secret))
      case .publicKey(let pem): built.append(try await VerificationKey(pem: pem))
      case .keySet(let json): built += try await JSONWebKeySet.verificationKeys(json: json)
      }
    }
    guard !built.isEmpty else {
      throw TokenKeyError("No key for tokens is configured. Set a secret or a public key.")
    }
    keys = built
    return built
  }
}
