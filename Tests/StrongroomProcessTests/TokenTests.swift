import Foundation
import JSONCoding
import SchemaDocuments
import Testing

extension ProcessTests {
  struct TokenTests {
    static let secret = "a shared secret for tests, 40 bytes long"
    static let environment = [
      "STRONGROOM_AUTH_MODE": "jwt", "STRONGROOM_AUTH_ISSUER": "lpg-nexus",
      "STRONGROOM_JWT_SECRET": secret,
    ]

    /// A token as the host signs it, made by Python's standard library.
    private func token(
      role: String, lifetime: Int = 3600, issuer: String = "lpg-nexus", key: String = secret
    ) throws -> JSONValue {
      let script = """
        import base64, hashlib, hmac, json, sys, time
        role, lifetime, issuer, key = sys.argv[1:]
        now = int(time.time())
        claims = {"userId": "clx1", "email": "ada@example.com", "name": "Ada", "username": "ada",
                  "role": role, "adminId": "t1", "iat": now, "exp": now + int(lifetime), "iss": issuer}
        text = lambda b: base64.urlsafe_b64encode(b).rstrip(b"=")
        body = b".".join(text(json.dumps(p).encode()) for p in ({"alg": "HS256", "typ": "JWT"}, claims))
        sign = hmac.new(key.encode(), body, hashlib.sha256).digest()
        print((body + b"." + text(sign)).decode(), end="")
        """
      let sandbox = try Sandbox(nil)
      let run = try FinishedProgram.run(
        ["python3", "-c", script, role, "\(lifetime)", issuer, key],
        errorPath: sandbox.folder + "/stderr")
      return ["token": .string(run.output)]
    }

    @Test("tokens of the host say who asks, for a call or the whole connection")
    func accepted() throws {
      let session = try Sandbox().serve(environment: Self.environment)
      let ada = try token(role: "ADMIN")
      let reply = try session.call("createBackup", auth: ada)
      #expect(reply["result"]?["backup"]?["createdBy"]?["id"] == "clx1", "\(reply.text)")
      let viewer = try token(role: "VIEWER")
      #expect(try session.call("createBackup", auth: viewer).errorKind == "permissionDenied")
      #expect(try session.call("listBackups", auth: viewer)["result"]?["total"] == 1)
      #expect(try session.call("listBackups", auth: nil).errorKind == "unauthenticated")
      #expect(try session.call("initialize", auth: ada)["result"] != nil)
      #expect(try session.call("listBackups", auth: nil)["result"]?["total"] == 1)
      #expect(try session.end() == .exit(0))
    }

    @Test("bad tokens, and actors that nobody signed for, are refused without telling the secret")
    func refused() throws {
      let session = try Sandbox().serve(environment: Self.environment)
      let vectors = try SchemaFiles.read("../Tests/AccessControlTests/Vectors/tokens.json")
      var bad: [JSONValue] = [
        Session.admin, ["token": ""], ["token": "x.y.z"], try token(role: "ADMIN", lifetime: -600),
        try token(role: "ADMIN", issuer: "someone-else"),
        try token(role: "ADMIN", key: String(repeating: "k", count: 40)),
      ]
      for vector in vectors["cases"]?.arrayValue ?? [] where vector["reason"] != nil {
        bad.append(["token": vector["token"] ?? .null])
      }
      #expect(bad.count > 20)
      for auth in bad {
        let reply = try session.call("listBackups", auth: auth)
        #expect(reply.errorKind == "unauthenticated", "\(auth.text): \(reply.text)")
      }
      #expect(try session.end() == .exit(0))
      #expect(!session.child.errors.contains(Self.secret))
    }

    @Test("without a key for tokens the service does not start, and names the variable")
    func keyMissing() throws {
      let run = try Sandbox().run("status", environment: ["STRONGROOM_AUTH_MODE": "jwt"])
      #expect(run.end == .exit(78))
      #expect(run.errors.contains("STRONGROOM_JWT_SECRET"))
    }

    @Test(
      "an identity with a tenant is warned about once, as permissions are of the whole database")
    func tenants() throws {
      let sandbox = try Sandbox()
      let session = try sandbox.serve()
      for id in ["a", "b"] {
        let auth: JSONValue = ["actor": ["id": .string(id), "role": "ADMIN", "tenantId": "t1"]]
        #expect(try session.call("listBackups", auth: auth)["result"] != nil)
      }
      #expect(try session.end() == .exit(0))
      #expect(session.child.errors.components(separatedBy: "carry a tenant").count == 2)
    }
  }
}
