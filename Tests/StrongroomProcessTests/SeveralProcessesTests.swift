import BuiltPrograms
import Foundation
import GRDB
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  struct SeveralProcessesTests {
    @Test("a database has one history, by whichever link it is named")
    func link() throws {
      let sandbox = try Sandbox()
      let link = sandbox.folder + "/link.db"
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: sandbox.database)
      let run = try FinishedProgram.run(
        [Program.strongroom, "create", "--database", link],
        errorPath: sandbox.folder + "/link-stderr")
      #expect(run.end == .exit(0), "\(run.errors)")
      #expect(try sandbox.list().count == 1)
    }

    @Test("one process at a time works on a database; the others learn who, and may read")
    func busy() throws {
      let sandbox = try Sandbox(.journalled)
      let first = try sandbox.serve()
      let second = try sandbox.serve()
      let application = try sandbox.lockOut()
      let create = try first.request("createBackup")
      let entry = try first.runningEntry()
      let refusal = try second.call("createBackup")
      #expect(refusal["error"]?["code"] == 1004)
      let data = refusal["error"]?["data"]
      #expect(data?["operation"] == "createBackup")
      #expect(data?["holder"] == .string("Ayesha Khan (process \(first.child.id))"))
      #expect(data?["since"]?.stringValue?.hasSuffix("Z") == true)
      for session in [first, second] {
        let page = try session.result(of: "listBackups")
        #expect(page["backups"]?.arrayValue?.map { $0["id"] } == [entry["id"]])
        #expect(page["backups"]?[0]?["status"] == "running")
      }
      let command = try sandbox.run("create", "--json")
      #expect(command.end == .exit(75))
      let deletion = try second.call("deleteBackup", ["id": entry["id"] ?? .null])
      #expect(deletion.errorKind == "busy")
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      #expect(try first.reply(to: create)["result"] != nil)
      #expect(try second.call("createBackup")["result"] != nil)
    }

    @Test("the lock of a killed process is free at once, and what it left goes")
    func killed() throws {
      let sandbox = try Sandbox(.journalled)
      let first = try sandbox.serve()
      let second = try sandbox.serve()
      #expect(try second.result(of: "listBackups")["total"] == 0)
      let application = try sandbox.lockOut()
      try first.request("createBackup")
      let entry = try first.runningEntry()
      first.child.send(signal: SIGKILL)
      #expect(try first.child.wait() == .signal(SIGKILL))
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      #expect(try second.call("createBackup")["result"] != nil)
      let found = try second.result(of: "getBackup", ["id": entry["id"] ?? .null])["backup"]
      #expect(found?["status"] == "interrupted")
      #expect(found?["error"]?["message"] != nil)
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      #expect(try sandbox.files().count == 1)
    }
  }
}
