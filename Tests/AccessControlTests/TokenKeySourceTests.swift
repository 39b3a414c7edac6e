import AccessControl
import FoundationEssentials
import Testing

@Suite("Configured keys")
struct TokenKeySourceTests {
  private let vectors: TokenVectors

  init() throws {
    vectors = try TokenVectors.load()
  }

  private func problem(with source: TokenKeySource) async -> String? {
    do {
      try await TokenVerifier(keys: [source]).prepare()
      return nil
    } catch {
      return error.message
    }
  }

  @Test(
    "a key in each of the kinds is ready to verify", arguments: ["rsa", "p256", "ed25519", "set"])
  func usable(name: String) async throws {
    #expect(await problem(with: try vectors.source(name)) == nil)
  }

  @Test(
    "a public key file that can't be used is refused with the remedy",
    arguments: [
      ("", "exactly one PEM block"), ("ssh-ed25519 AAAA", "exactly one PEM block"),
      ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "RSA of at least 2048 bits"),
      ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "openssl x509 -pubkey"),
      ("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", "private key"),
    ])
  func brokenPEM(pem: String, remedy: String) async {
    #expect(await problem(with: .publicKey(pem: pem))?.contains(remedy) == true)
  }

  @Test(
    "a public key of another kind is refused with what is needed", arguments: ["rsaShort", "p384"])
  func unsupportedPEM(name: String) async throws {
    let message = await problem(with: try vectors.source(name))
    #expect(message?.contains("RSA of at least 2048 bits, P-256 or Ed25519") == true)
  }

  @Test("two keys in one file are refused")
  func twoKeys() async throws {
    let both = try #require(vectors.publicKeys["rsa"]) + #require(vectors.publicKeys["p256"])
    #expect(await problem(with: .publicKey(pem: both))?.contains("exactly one PEM block") == true)
  }

  @Test("a private key is refused where a public one belongs")
  func privateKey() async throws {
    let keys = try JSONDecoder().decode(
      [String: String].self,
      from: Data(contentsOf: URL(filePath: TokenVectors.folder + "keys.json")))
    for (name, pem) in keys {
      let message = await problem(with: .publicKey(pem: pem))
      #expect(message?.contains("private key") == true, "\(name)")
    }
  }

  @Test(
    "a key set that can't be used is refused",
    arguments: [
      ("", "not a JSON Web Key Set"), ("[]", "not a JSON Web Key Set"),
      ("{\"keys\":{}}", "not a JSON Web Key Set"), ("{\"keys\":[]}", "holds no key"),
      ("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}", "holds no key"),
      ("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AA\",\"e\":\"AQAB\"}]}", "broken or too short RSA"),
      ("{\"keys\":[{\"kty\":\"RSA\"}]}", "broken or too short RSA"),
      ("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}", "broken"),
      ("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}]}", "broken"),
      (
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"!\",\"d\":\"AA\"}]}", "private key"
      ),
    ])
  func brokenKeySet(json: String, remedy: String) async {
    #expect(await problem(with: .keySet(json: json))?.contains(remedy) == true)
  }

  @Test("two keys of one kind with one name are refused")
  func sameName() async throws {
    let set = try #require(vectors.keySets["rotation"])
    let ambiguous = set.replacing("rsa-old", with: "rsa-new")
    #expect(await problem(with: .keySet(json: ambiguous))?.contains("same \"kid\"") == true)
  }

  @Test("an empty secret is refused")
  func emptySecret() async {
    #expect(await problem(with: .sharedSecret([]))?.contains("is empty") == true)
  }

  @Test("a secret shows in no description")
  func hidden() {
    let secret = "s3cret-s3cret"
    let source = TokenKeySource.sharedSecret(secret.utf8)
    var dumped = ""
    dump(source, to: &dumped)
    for shown in ["\(source)", String(reflecting: source), "\([source])", dumped] {
      #expect(!shown.contains(secret))
      #expect(!shown.contains("\(Array(secret.utf8))"))
      #expect(!shown.contains("115"))
    }
  }
}
