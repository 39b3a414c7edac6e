import AccessControl
import FoundationEssentials
import Testing

@Suite("Token verifier")
struct TokenVerifierTests {
  private let vectors: TokenVectors

  init() throws {
    vectors = try TokenVectors.load()
  }

  @Test(
    "a token cut off anywhere is refused",
    arguments: ["the first host's token", "RS256 with a PEM key"])
  func truncated(name: String) async throws {
    let token = try vectors.token(name)
    let verifier = try vectors.verifier(["secret", "rsa"])
    #expect(await refusal { try await verifier.verify(token) } == nil)
    for length in 0..<token.count {
      let reason = await refusal { try await verifier.verify(String(token.prefix(length))) }
      #expect(reason == .malformedToken || reason == .wrongSignature, "length \(length)")
    }
  }

  @Test(
    "a token with one letter changed is refused",
    arguments: [
      "the first host's token", "ES256 with a PEM key", "EdDSA with a PEM key",
    ])
  func tampered(name: String) async throws {
    let token = Array(try vectors.token(name).utf8)
    let verifier = try vectors.verifier(["secret", "p256", "ed25519"])
    // The last letter of a segment may hold bits that say nothing.
    let lastOfSegment = token.indices.filter { $0 + 1 == token.count || token[$0 + 1] == 0x2E }
    for index in token.indices where !lastOfSegment.contains(index) {
      var changed = token
      changed[index] = token[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      let text = String(decoding: changed, as: UTF8.self)
      #expect(await refusal { try await verifier.verify(text) } != nil, "index \(index)")
    }
  }

  @Test("a token is good until its expiry and the leeway have passed")
  func clock() async throws {
    let token = try vectors.token("the first host's token")
    let expiry = vectors.now + 3600
    for (now, expected) in [
      (expiry - 1, nil), (expiry + 29, nil), (expiry + 30, .expired),
      (vectors.now - 60 - 31, .notYetValid),
    ] as [(Double, AuthenticationError.Reason?)] {
      let verifier = try vectors.verifier(["secret"], now: now)
      #expect(await refusal { try await verifier.verify(token) } == expected, "now \(now)")
    }
  }

  @Test("no leeway means none")
  func noLeeway() async throws {
    let verifier = try vectors.verifier(
      ["secret"], rules: TokenRules(issuer: "lpg-nexus", leeway: 0))
    let token = try vectors.token("expired within the leeway")
    #expect(await refusal { try await verifier.verify(token) } == .expired)
  }

  @Test("many first tokens at once are all verified")
  func concurrentFirstTokens() async throws {
    let verifier = try vectors.verifier(["secret", "set"])
    let token = try vectors.token("RS256 with a key set and its kid")
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 {
        group.addTask { await refusal { try await verifier.verify(token) } == nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(accepted == 32)
  }

  @Test("a broken key is found by the first token or by prepare, not before")
  func lazyKeys() async throws {
    let verifier = TokenVerifier(keys: [.publicKey(pem: "no key")])
    let token = try vectors.token("RS256 with a PEM key")
    #expect(await refusal { try await verifier.verify(token) } == .unusableKeys)
    await #expect(throws: TokenKeyError.self) { try await verifier.prepare() }
  }

  @Test("without any key, a token is refused for the want of one")
  func noKeys() async throws {
    let verifier = TokenVerifier(keys: [])
    let token = try vectors.token("no signature at all")
    #expect(await refusal { try await verifier.verify(token) } == .unusableKeys)
  }
}
