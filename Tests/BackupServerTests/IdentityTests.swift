import AccessControl
import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import BackupServer

@Suite("Who is asking")
struct IdentityTests {
  private let verifier = TokenVerifier(
    keys: [.sharedSecret("0123456789abcdef0123456789abcdef".utf8)])

  @Test("an identity from initialize holds for the connection, and one of a request before it")
  func defaultIdentity() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    #expect(try await peer.call("getStatus").errorKind == "unauthenticated")
    let hello = try await peer.call("initialize", ([:] as JSONObject).by("VIEWER"))
    #expect(hello["result"]?["serverInfo"]?["name"] == "strongroom")
    #expect(try await peer.call("getStatus")["result"] != nil)
    #expect(try await peer.call("createBackup").errorKind == "permissionDenied")
    let other = try await peer.call("createBackup", ([:] as JSONObject).by("ADMIN"))
    #expect(other["result"]?["backup"]?["createdBy"]?["role"] == "ADMIN")
    #expect(try await peer.call("createBackup").errorKind == "permissionDenied")
    try await peer.close()
  }

  @Test("initialize again changes the identity; one that is refused changes nothing")
  func again() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    _ = try await peer.call("initialize", ([:] as JSONObject).by("ADMIN"))
    let refused = try await peer.call("initialize", ["auth": ["token": "x.y.z"]])
    #expect(refused.errorKind == "unauthenticated")
    #expect(try await peer.call("createBackup")["result"] != nil)
    _ = try await peer.call("initialize", ([:] as JSONObject).by("STAFF"))
    #expect(try await peer.call("createBackup").errorKind == "permissionDenied")
    _ = try await peer.call("initialize")
    #expect(try await peer.call("createBackup").errorKind == "permissionDenied")
    try await peer.close()
  }

  @Test(
    "auth that is no auth names what is wrong with it",
    arguments: [
      ("null", "params.auth"), ("7", "params.auth"), ("\"token\"", "params.auth"),
      ("[]", "params.auth"), ("{}", "params.auth"), ("{\"who\":1}", "params.auth"),
      ("{\"actor\":{\"id\":\"a\",\"role\":\"ADMIN\"},\"token\":\"t\"}", "params.auth"),
      ("{\"actor\":null}", "params.auth"), ("{\"actor\":{}}", "params.auth.actor.id"),
      ("{\"token\":null}", "params.auth"), ("{\"token\":1}", "params.auth.token"),
      ("{\"actor\":{\"id\":1,\"role\":\"ADMIN\"}}", "params.auth.actor.id"),
      ("{\"actor\":{\"id\":\" \",\"role\":\"ADMIN\"}}", "params.auth.actor.id"),
      ("{\"actor\":{\"id\":\"a\"}}", "params.auth.actor.role"),
      ("{\"actor\":{\"id\":\"a\",\"role\":1}}", "params.auth.actor.role"),
      ("{\"actor\":{\"id\":\"a\",\"role\":\"ADMIN\",\"x\":1}}", "params.auth.actor.x"),
      (
        "{\"actor\":{\"id\":\"a\",\"role\":\"ADMIN\",\"permissions\":{\"backup\":1}}}",
        "params.auth.actor.permissions.backup"
      ),
    ])
  func malformed(auth: String, path: String) async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    for method in ["getStatus", "initialize"] where auth != "null" {
      let reply = try await peer.call(method, ["auth": JSONValue(parsing: auth)])
      let data = reply["error"]?["data"]
      #expect(reply["error"]?["code"] == -32602, "\(method): \(reply)")
      // Where the choice between the two forms is missing, the path may end one step earlier.
      #expect(data?["path"]?.stringValue?.hasPrefix(path) == true, "\(method): \(reply)")
      #expect(data?["expected"]?.stringValue != nil && data?["found"]?.stringValue != nil)
    }
    if auth == "null" {
      let reply = try await peer.call("getStatus", ["auth": .null])
      #expect(reply.errorKind == "unauthenticated", "\(reply)")
      #expect(try await peer.call("initialize", ["auth": .null])["result"] != nil)
    }
    try await peer.close()
  }

  @Test("a token is not taken where actors are trusted, nor an actor where tokens are asked for")
  func modes() async throws {
    let operations = try ServiceFixture().operations()
    let trusting = try ServerPeer(operations)
    let token = try await trusting.call("getStatus", ["auth": ["token": "x.y.z"]])
    #expect(token.errorKind == "unauthenticated")
    #expect(token["error"]?["data"]?["reason"] == "tokenNotAccepted")
    try await trusting.close()
    let demanding = try ServerPeer(operations, authenticator: .tokens(verifier))
    let actor = try await demanding.call("getStatus", ([:] as JSONObject).by("SUPER_ADMIN"))
    #expect(actor.errorKind == "unauthenticated")
    #expect(actor["error"]?["data"]?["reason"] == "actorNotAccepted")
    let secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2VjcmV0"
    let bad = try await demanding.call("getStatus", ["auth": ["token": .string(secret)]])
    #expect(bad.errorKind == "unauthenticated")
    #expect(!String(decoding: bad.serialized, as: UTF8.self).contains("c2VjcmV0"))
    try await demanding.close()
  }

  @Test("the host's own role names mean what the configuration says, and nothing else does")
  func mappedRoles() async throws {
    let peer = try ServerPeer(
      ServiceFixture().operations(),
      roles: RoleNames(["owner": "SUPER_ADMIN", "clerk": "VIEWER", "ADMIN": "STAFF", "x": "y"]))
    func kind(_ role: String, _ method: String) async throws -> String? {
      try await peer.call(method, ([:] as JSONObject).by(role)).errorKind
    }
    #expect(try await kind("owner", "requestResetOtp") == "notConfigured")
    #expect(try await kind("clerk", "getStatus") == nil)
    #expect(try await kind("clerk", "createBackup") == "permissionDenied")
    #expect(try await kind("ADMIN", "createBackup") == "permissionDenied")
    #expect(try await kind("BRANCH_MANAGER", "createBackup") == nil)
    for role in ["Owner", "x", "y", ""] {
      let reply = try await peer.call("getStatus", ([:] as JSONObject).by(role))
      #expect(reply.errorKind == "permissionDenied")
      #expect(reply["error"]?["data"]?["hint"]?.stringValue?.contains("auth.roles") == true)
    }
    let made = try await peer.call("createBackup", ([:] as JSONObject).by("owner"))
    #expect(made["result"]?["backup"]?["createdBy"]?["role"] == "SUPER_ADMIN")
    try await peer.close()
  }

  @Test("a token that another implementation signed is an identity, by request and by connection")
  func token() async throws {
    let vectors = try TokenVector.load()
    let verifier = TokenVerifier(
      keys: [.sharedSecret(vectors.secret.utf8)], rules: vectors.rules,
      now: { Date(timeIntervalSince1970: vectors.now) })
    let peer = try ServerPeer(ServiceFixture().operations(), authenticator: .tokens(verifier))
    let auth: JSONValue = ["token": .string(vectors.token)]
    #expect(try await peer.call("getStatus").errorKind == "unauthenticated")
    #expect(try await peer.call("getStatus", ["auth": auth])["result"] != nil)
    #expect(try await peer.call("initialize", ["auth": auth])["result"] != nil)
    #expect(try await peer.call("getStatus")["result"] != nil)
    try await peer.close()
  }
}

/// The first good HS256 token of the vectors of the access control tests.
private struct TokenVector {
  let token: String
  let secret: String
  let now: Double
  let rules: TokenRules

  static func load() throws -> TokenVector {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "AccessControlTests/Vectors/tokens.json")
    let root = try JSONValue(parsing: Array(Data(contentsOf: file)))
    for item in root["cases"]?.arrayValue ?? [] where item["actor"]?.isNull == false {
      guard item["claims"]?.isNull != false, let token = item["token"]?.stringValue,
        let key = item["keys"]?[0]?.stringValue,
        let secret = root["secrets"]?[key]?.stringValue, let now = root["now"]?.doubleValue,
        item["actor"]?["status"]?.stringValue ?? "ACTIVE" == "ACTIVE"
      else { continue }
      return TokenVector(
        token: token, secret: secret, now: now,
        rules: TokenRules(
          issuer: item["issuer"]?.stringValue, audience: item["audience"]?.stringValue))
    }
    throw TokenVectorMissing()
  }

  struct TokenVectorMissing: Error {}
}
