import AccessControl
import FoundationEssentials
import Testing

/// The tokens that `Vectors/generate.py` had another implementation sign.
struct TokenVectors: Decodable {
  let now: Double
  let secrets: [String: String]
  let publicKeys: [String: String]
  let keySets: [String: String]
  let cases: [Case]

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let token: String
    let keys: [String]
    let issuer: String?
    let audience: String?
    let claims: [String: String]?
    let reason: String?
    let actor: Actor?

    var testDescription: String { name }
  }

  static let folder =
    String(#filePath.prefix(through: #filePath.lastIndex(of: "/") ?? #filePath.startIndex))
    + "Vectors/"

  static func load() throws -> TokenVectors {
    let path = folder + "tokens.json"
    return try JSONDecoder().decode(
      TokenVectors.self, from: Data(contentsOf: URL(filePath: path)))
  }

  func source(_ name: String) throws -> TokenKeySource {
    if let secret = secrets[name] { return .sharedSecret(secret.utf8) }
    if let pem = publicKeys[name] { return .publicKey(pem: pem) }
    return .keySet(json: try #require(keySets[name]))
  }

  func token(_ name: String) throws -> String {
    try #require(cases.first { $0.name == name }).token
  }

  func verifier(
    _ keys: [String], rules: TokenRules = TokenRules(issuer: "lpg-nexus"), now: Double? = nil
  ) throws -> TokenVerifier {
    let seconds = now ?? self.now
    return TokenVerifier(keys: try keys.map(source), rules: rules) {
      Date(timeIntervalSince1970: seconds)
    }
  }
}

extension TokenVectors.Case {
  var rules: TokenRules {
    var rules = TokenRules(issuer: issuer, audience: audience)
    rules.claims.tenantId = ["adminId"]
    for (key, claim) in claims ?? [:] {
      switch key {
      case "id": rules.claims.id = [claim]
      case "role": rules.claims.role = [claim]
      case "email": rules.claims.email = [claim]
      case "name": rules.claims.name = [claim]
      case "status": rules.claims.status = [claim]
      case "tenantId": rules.claims.tenantId = [claim]
      case "permissions": rules.claims.permissions = [claim]
      default: Issue.record("no claim of an actor is called \(key)")
      }
    }
    return rules
  }
}

/// The reason for which the work is refused, nil when it isn't.
func refusal(_ work: () async throws -> Actor) async -> AuthenticationError.Reason? {
  do {
    _ = try await work()
    return nil
  } catch {
    let refusal = error as? AuthenticationError
    #expect(refusal != nil, "\(error)")
    return refusal?.reason
  }
}
