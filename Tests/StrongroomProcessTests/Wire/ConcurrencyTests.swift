import GRDB
import JSONCoding
import Testing

extension ProcessTests {
  struct ConcurrencyTests {
    @Test("a ping is answered while a backup is made")
    func ping() throws {
      let session = try Sandbox(.large).serve()
      let create = try session.request("createBackup", token: "t")
      try session.progress(of: "t")
      let ping = try session.request("ping", auth: nil)
      #expect(try session.nextReply()["id"] == ping)
      let backup = try session.nextReply()
      #expect(backup["id"] == create)
      #expect(backup["result"]?["backup"]?["status"] == "completed")
      #expect(try session.end() == .exit(0))
    }

    @Test("the history shows an operation while it runs, and everything else is answered")
    func running() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      let create = try session.request("createBackup")
      let entry = try session.runningEntry()
      #expect(entry["fileSize"] == 0)
      #expect(try session.call("createBackup").errorKind == "busy")
      #expect(try session.call("rpc.discover", auth: nil)["result"]?["openrpc"] != nil)
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let backup = try session.reply(to: create)["result"]?["backup"]
      #expect(backup?["id"] == entry["id"])
      #expect(backup?["status"] == "completed")
    }

    @Test("nobody waits for a lock of the application who only asks how things are")
    func lockedOut() throws {
      let sandbox = try Sandbox(.journalled)
      // Longer than the patience of these tests.
      let session = try sandbox.serve(environment: ["STRONGROOM_LIMITS_BUSYSECONDS": "600"])
      let viewer: JSONValue = ["actor": ["id": "user-2", "role": "VIEWER"]]
      #expect(try session.call("getStatus", auth: viewer)["result"]?["database"]?["seenAt"] != nil)
      let application = try sandbox.lockOut()
      for _ in 0..<200 { try session.request("getStatus", auth: viewer) }
      for method in ["listBackups", "listRestores", "listActivity"] {
        #expect(try session.call(method, auth: viewer)["result"] != nil)
      }
      let status = try session.call("getStatus", auth: viewer)["result"]
      #expect(status?["database"]?["journalMode"] == "delete", "as it was seen last")
      #expect(status?["database"]?["seenAt"] != nil)
      let warnings = status?["warnings"]?.arrayValue ?? []
      #expect(warnings.first { $0["kind"] == "databaseLocked" }?["severity"] == "info")
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let free = try session.call("getStatus", auth: viewer)["result"]?["warnings"]?.arrayValue
      #expect(free?.contains { $0["kind"] == "databaseLocked" } == false)
    }

    @Test("at the level info each call has a line in the log, and none of its params")
    func logged() throws {
      let session = try Sandbox().serve(["--log-level", "info"])
      _ = try session.call("getBackup", ["id": "not-there"])
      let stranger: JSONValue = ["actor": ["id": "user-9", "role": "VIEWER"]]
      _ = try session.call("createBackup", ["label": "hidden-label"], auth: stranger)
      #expect(try session.end() == .exit(0))
      let lines = session.child.errors.split(separator: "\n")
      let found = lines.first { $0.contains("getBackup") }
      #expect(found?.contains("notFound") == true && found?.contains("user-1") == true)
      let refused = lines.first { $0.contains("createBackup") }
      #expect(refused?.contains("permissionDenied") == true)
      #expect(refused?.contains("user-9") == true && refused?.contains("ms=") == true)
      #expect(!session.child.errors.contains("hidden-label"))
    }

    @Test("a batch is answered as one array when all its members are done, in their order")
    func batch() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      try session.send([
        [
          "jsonrpc": "2.0", "id": "slow", "method": "createBackup",
          "params": ["auth": Session.admin],
        ],
        ["jsonrpc": "2.0", "id": "fast", "method": "ping"],
        ["jsonrpc": "2.0", "method": "$/cancelRequest", "params": ["id": "nobody"]],
        ["jsonrpc": "2.0", "id": "wrong", "method": "pong"],
      ])
      _ = try session.runningEntry()
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let replies = try session.nextReply().arrayValue ?? []
      #expect(replies.map { $0["id"] } == ["slow", "fast", "wrong"])
      #expect(replies.first?["result"]?["backup"]?["status"] == "completed")
      #expect(replies.last?.errorKind == "methodNotFound")
    }

    @Test("an id that is in use is refused, and its first request is answered as ever")
    func duplicate() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      try session.request("createBackup", id: 5)
      _ = try session.runningEntry()
      try session.request("listBackups", id: 5)
      let refusal = try session.nextReply()
      #expect(refusal["id"] == 5)
      #expect(refusal.errorKind == "invalidRequest")
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      #expect(try session.nextReply()["result"]?["backup"]?["status"] == "completed")
      #expect(try session.reply(to: session.request("ping", id: 5))["result"] == [:])
    }
  }
}
