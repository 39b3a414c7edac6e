import BackupProtocol
import BackupServer
import BackupService
import JSONCoding
import TestSupport
import Testing

@Suite("A deletion with force, over the wire")
struct ForcedDeletionTests {
  @Test("takes the permission to reset, and deletes the last way back")
  func force() async throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    let peer = try ServerPeer(operations)
    let id: JSONObject = ["id": .string(backup.id)]
    func forced(_ value: JSONValue) -> JSONObject {
      var params = id
      params["force"] = value
      return params
    }
    for params in [id, forced(false)] {
      for role in ["ADMIN", "SUPER_ADMIN"] {
        let reply = try await peer.call("deleteBackup", params.by(role))
        #expect(reply.errorKind == "confirmationInvalid", "\(role)")
        #expect(reply["error"]?["data"]?["reason"] == "newestProven")
        #expect(reply["error"]?["data"]?["path"] == "params.force")
      }
    }
    let denied = try await peer.call("deleteBackup", forced(true).by("ADMIN"))
    #expect(denied.errorKind == "permissionDenied")
    #expect(denied["error"]?["data"]?["permission"] == "reset")
    #expect(fixture.archives == [backup.fileName])
    let wrong = try await peer.call("deleteBackup", forced("yes").by("SUPER_ADMIN"))
    #expect(wrong.errorKind == "invalidParams")
    let done = try await peer.call("deleteBackup", forced(true).by("SUPER_ADMIN"))
    #expect(done["result"]?["deleted"] == true)
    #expect(fixture.archives == [])
    try await peer.close()
  }
}
