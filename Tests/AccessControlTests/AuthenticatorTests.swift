import AccessControl
import Testing

@Suite("Authenticator")
struct AuthenticatorTests {
  private let vectors: TokenVectors
  private let actor: Actor

  init() throws {
    vectors = try TokenVectors.load()
    actor = try Actor(id: "u", role: .staff)
  }

  @Test("nobody is refused in either mode")
  func nobody() async throws {
    for mode in [Authenticator.trusted, .tokens(try vectors.verifier(["secret"]))] {
      #expect(await refusal { try await mode.actor(for: nil) } == .missing)
    }
  }

  @Test("trusted mode takes an actor at its word, and no token")
  func trusted() async throws {
    #expect(try await Authenticator.trusted.actor(for: .actor(actor)) == actor)
    let token = Credentials.token(try vectors.token("the first host's token"))
    #expect(
      await refusal { try await Authenticator.trusted.actor(for: token) } == .tokenNotAccepted)
  }

  @Test("token mode believes a verified token, and no bare actor")
  func tokens() async throws {
    let mode = Authenticator.tokens(try vectors.verifier(["secret"]))
    let token = Credentials.token(try vectors.token("the first host's token"))
    #expect(try await mode.actor(for: token).id == "clx1")
    #expect(await refusal { try await mode.actor(for: .actor(actor)) } == .actorNotAccepted)
    #expect(await refusal { try await mode.actor(for: .token("x")) } == .malformedToken)
  }
}
