/// What a token must say, beside a right signature.
package struct TokenRules: Sendable, Hashable {
  /// The `iss` that is accepted, any when nil.
  package var issuer: String?
  /// The name that must be in `aud`. When nil, a token with an audience is meant for somebody else and
  /// is refused, as RFC 7519 section 4.1.3 demands.
  package var audience: String?
  package var claims: ClaimNames
  /// How far the clocks of issuer and verifier may be apart, in seconds.
  package var leeway: Int

  package init(
    issuer: String? = nil, audience: String? = nil, claims: ClaimNames = ClaimNames(),
    leeway: Int = 30
  ) {
    self.issuer = issuer
    self.audience = audience
    self.claims = claims
    self.leeway = leeway
  }
}

/// Where an actor's values stand in a token. Each is a list of claims, and the first that is there counts.
package struct ClaimNames: Sendable, Hashable {
  package var id = ["userId", "sub"]
  package var role = ["role"]
  package var email = ["email"]
  package var name = ["name", "username"]
  package var status = ["status"]
  package var tenantId = ["tenantId"]
  package var permissions = ["permissions"]

  package init() {}
}
