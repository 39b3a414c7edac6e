import AccessControl
import AuditLog
import BackupProtocol
import BackupServer
import BackupService
import JSONCoding
import TestSupport
import Testing

@Suite("Refusals in the audit log")
struct RefusalLogTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  private func entries() throws -> [Activity] {
    try operations.listActivity(.init(limit: 500, order: .oldest)).activity
  }

  @Test("every method that turns somebody away has its entry, with the name of the method")
  func everyMethod() async throws {
    let peer = try ServerPeer(operations)
    let methods = ServerParts.permissions.keys.sorted()
    for method in methods {
      #expect(try await peer.call(method).errorKind == "unauthenticated")
      let denied = try await peer.call(method, ([:] as JSONObject).by("OWNER", level: "EDIT"))
      #expect(denied.errorKind == "permissionDenied")
    }
    try await peer.close()
    let entries = try entries()
    #expect(entries.map(\.action) == methods.flatMap { [$0, $0] })
    #expect(entries.allSatisfy { $0.outcome == .refused && $0.targets == [] })
    for (index, entry) in entries.enumerated() {
      if index % 2 == 0 {
        #expect(entry.actor == nil && entry.error?.kind == .unauthenticated)
      } else {
        #expect(entry.actor == ActorSummary(id: "u-OWNER", role: "OWNER"))
        #expect(entry.error?.kind == .permissionDenied)
        #expect(entry.error?.message.contains("OWNER") == true)
      }
    }
    #expect(try await operations.verifyAuditLog().ok)
  }

  @Test("what an unverified token claims is not believed, nor kept")
  func unverified() async throws {
    let verifier = TokenVerifier(
      keys: [.sharedSecret("0123456789abcdef0123456789abcdef".utf8)])
    let peer = try ServerPeer(operations, authenticator: .tokens(verifier))
    // {"alg":"HS256"}.{"sub":"secret","role":"SUPER_ADMIN"} with a signature of no key of ours.
    let token =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWNyZXQiLCJyb2xlIjoiU1VQRVJfQURNSU4ifQ.c2VjcmV0"
    let auth: JSONObject = ["auth": ["token": .string(token)]]
    #expect(try await peer.call("initialize", auth).errorKind == "unauthenticated")
    #expect(try await peer.call("deleteBackup", auth).errorKind == "unauthenticated")
    let actor = try await peer.call("getStatus", ([:] as JSONObject).by("SUPER_ADMIN"))
    #expect(actor.errorKind == "unauthenticated")
    try await peer.close()
    let entries = try entries()
    #expect(entries.map(\.action) == ["initialize", "deleteBackup", "getStatus"])
    #expect(entries.allSatisfy { $0.actor == nil && $0.outcome == .refused })
    let stored = String(
      decoding: try FileContent.read(fixture.backupFolder + "/ledger.sqlite"), as: UTF8.self)
    #expect(!stored.contains("c2VjcmV0") && !stored.contains("secret"))
  }

  @Test("whoever is let in, and asks for what there is not, has no entry of a refusal")
  func letIn() async throws {
    let peer = try ServerPeer(operations)
    _ = try await peer.call("initialize", ([:] as JSONObject).by("VIEWER"))
    _ = try await peer.call("getStatus")
    _ = try await peer.call("getBackup", ["id": "x"])
    _ = try await peer.call("getBackup", ["nonsense": "x"])
    _ = try await peer.call("nonsense")
    _ = try await peer.call("ping")
    _ = try await peer.call("getStatus", ["auth": ["actor": 1]])
    #expect(try await peer.call("listActivity")["result"]?["total"] == 0)
    try await peer.close()
    #expect(try entries() == [])
  }

  @Test("the entries of all tenants are there for whoever may view")
  func tenants() async throws {
    let peer = try ServerPeer(operations)
    var params: JSONObject = [:]
    params["auth"] = [
      "actor": ["id": "a1", "role": "ADMIN", "tenantId": "t1", "email": "a1@example.com"]
    ]
    #expect(try await peer.call("createBackup", params)["result"] != nil)
    params["auth"] = ["actor": ["id": "s2", "role": "STAFF", "tenantId": "t2"]]
    let page = try await peer.call("listActivity", params)
    #expect(page["result"]?["activity"]?[0]?["actor"]?["id"] == "a1")
    #expect(!String(decoding: page.serialized, as: UTF8.self).contains("example.com"))
    try await peer.close()
  }

  @Test("a log that cannot be written changes no reply")
  func unwritable() async throws {
    try operations.record(ActivityDraft("first", .succeeded, by: nil))
    try SampleDatabase.execute(
      """
      CREATE TRIGGER fault BEFORE INSERT ON activity BEGIN SELECT RAISE(ABORT, 'no'); END
      """, at: fixture.backupFolder + "/ledger.sqlite")
    let peer = try ServerPeer(operations)
    #expect(try await peer.call("getStatus").errorKind == "unauthenticated")
    let denied = try await peer.call("createBackup", ([:] as JSONObject).by("VIEWER"))
    #expect(denied.errorKind == "permissionDenied")
    #expect(try await peer.call("createBackup", ([:] as JSONObject).by("ADMIN"))["result"] != nil)
    let status = try await peer.call("getStatus", ([:] as JSONObject).by("VIEWER"))
    let kinds = status["result"]?["warnings"]?.arrayValue?.map { $0["kind"]?.stringValue }
    #expect(kinds?.contains("auditUnwritable") == true)
    try await peer.close()
    #expect(try entries().count == 1)
  }
}
