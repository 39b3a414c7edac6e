/// Turns what was sent as `auth` into an actor, by the configured mode.
package enum Authenticator: Sendable {
  /// The spawning backend has authenticated the person: actors are taken at their word.
  case trusted
  /// Only what a verified token says is believed.
  case tokens(TokenVerifier)

  /// The actor behind the credentials.
  ///
  /// - Throws: ``AuthenticationError`` when there are none, when they are of the kind that this mode
  ///   doesn't accept, and when the token is refused.
  package func actor(
    for credentials: Credentials?
  ) async throws(AuthenticationError) -> Actor {
    switch (self, credentials) {
    case (_, nil):
      throw AuthenticationError(
        .missing, "The request has no identity.", hint: "Send \"auth\" with the request.")
    case (.trusted, .actor(let actor)):
      return actor
    case (.trusted, .token):
      throw AuthenticationError(
        .tokenNotAccepted, "Tokens are not accepted.",
        hint: "Send \"auth.actor\", or set \"auth.mode\" to \"jwt\".")
    case (.tokens, .actor):
      throw AuthenticationError(
        .actorNotAccepted, "An actor without a token is not accepted.",
        hint: "Send \"auth.token\".")
    case (.tokens(let verifier), .token(let token)):
      return try await verifier.verify(token)
    }
  }
}
