import GRDB
import JSONCoding
import Testing

extension ProcessTests {
  struct CancellationTests {
    @Test("a cancelled backup answers once, stays in the history as cancelled, and leaves nothing")
    func running() throws {
      let sandbox = try Sandbox(.large)
      let session = try sandbox.serve()
      let id = try session.request("createBackup", token: "t")
      try session.progress(of: "t")
      try session.notify("$/cancelRequest", ["id": id])
      try expectCancelled(session, id, sandbox)
    }

    @Test("a backup that waits for a locked database is cancelled at once")
    func waiting() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      let id = try session.request("createBackup")
      _ = try session.runningEntry()
      try session.notify("$/cancelRequest", ["id": id])
      try expectCancelled(session, id, sandbox)
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
    }

    private func expectCancelled(
      _ session: Session, _ id: JSONValue, _ sandbox: Sandbox
    ) throws {
      let reply = try session.reply(to: id)
      #expect(reply["error"]?["code"] == -32800, "\(reply.text)")
      #expect(reply.errorKind == "cancelled")
      let entry = try session.result(of: "listBackups")["backups"]?[0]
      #expect(entry?["status"] == "cancelled")
      #expect(entry?["error"]?["kind"] == "cancelled")
      #expect(try sandbox.files() == [])
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      session.child.closeInput()
      #expect(try session.rest().isEmpty)
      #expect(try session.child.wait() == .exit(0))
    }

    @Test("a cancelled restore leaves the data as it was")
    func restore() throws {
      let sandbox = try Sandbox(.large)
      let session = try sandbox.serve()
      let backup = try session.result(of: "createBackup", ["verify": false])["backup"]?["id"]
      // So much that the safety backup is written whole, which takes a while.
      let queue = try sandbox.connect()
      try queue.inDatabase { db in
        for (table, column) in [
          ("Bill", "remarks"), ("Payment", "reference"), ("PaymentLog", "details"),
          ("ActivityLog", "details"), ("CylinderEntry", "description"),
          ("CylinderTransaction", "description"), ("Customer", "notes"),
        ] {
          try db.execute(sql: "UPDATE \"\(table)\" SET \"\(column)\" = 'changed ' || rowid")
        }
      }
      try queue.close()
      let before = try DatabaseContent(path: sandbox.database)
      let preview = try session.result(of: "previewRestore", ["id": backup ?? .null])
      let id = try session.request(
        "restoreBackup",
        ["id": backup ?? .null, "confirmationToken": preview["confirmationToken"] ?? .null],
        token: "t")
      try session.progress(of: "t")
      try session.notify("$/cancelRequest", ["id": id])
      #expect(try session.reply(to: id)["error"]?["code"] == -32800)
      #expect(try DatabaseContent(path: sandbox.database) == before)
      let restore = try session.result(of: "listRestores")["restores"]?[0]
      #expect(restore?["status"] == "cancelled")
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      #expect(try session.end() == .exit(0))
    }
  }
}
