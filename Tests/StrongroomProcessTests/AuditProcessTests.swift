import Dispatch
import Foundation
import GRDB
import Glibc
import JSONCoding
import Synchronization
import Testing

extension ProcessTests {
  struct AuditProcessTests {
    private static func ledger(_ sandbox: Sandbox) -> String { sandbox.backups + "/ledger.sqlite" }

    private func audit(_ sandbox: Sandbox) throws -> JSONValue {
      let run = try sandbox.run("audit", "verify", "--json")
      return try JSONValue(parsing: Array(run.output.utf8))
    }

    @Test("the log is verified, an entry is expected, and a change ends with 65")
    func verify() throws {
      let sandbox = try Sandbox()
      let empty = try sandbox.run("audit", "verify")
      #expect(empty.end == .exit(0) && empty.output == "0 entries in order.\n")
      #expect(!FileManager.default.fileExists(atPath: sandbox.backups), "it creates nothing")
      #expect(try sandbox.run("create").end == .exit(0))
      #expect(try sandbox.run("verify", "nothing").end == .exit(3))
      let run = try sandbox.run("audit", "verify")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(run.end == .exit(0) && lines.count == 2 && lines[0] == "2 entries in order.")
      #expect(lines[1].hasPrefix("2:") && lines[1].count == 66)
      #expect(try sandbox.run("create").end == .exit(0))
      #expect(try sandbox.run("audit", "verify", "--expect", lines[1]).end == .exit(0))
      let other = "2:" + String(repeating: "0", count: 64)
      let unexpected = try sandbox.run("audit", "verify", "--expect", other)
      #expect(unexpected.end == .exit(65) && unexpected.output.contains("First bad entry: 2"))
      #expect(try sandbox.run("audit", "verify", "--expect", "2:x").end == .exit(64))
      let queue = try DatabaseQueue(path: Self.ledger(sandbox))
      try queue.write { db in
        try db.execute(
          sql: """
            DROP TRIGGER activity_update;
            UPDATE activity SET document = replace(document, 'failed', 'succeeded');
            """)
      }
      try queue.close()
      let changed = try sandbox.run("audit", "verify")
      #expect(changed.end == .exit(65) && changed.output.contains("First bad entry: 2"))
      #expect(changed.errors == "strongroom: Entry 2 was changed.\n")
      let json = try audit(sandbox)
      #expect(json["ok"] == false && json["fault"]?["sequence"] == 2 && json["entries"] == 1)
      unlink(Self.ledger(sandbox))
      #expect(try sandbox.run("audit", "verify").end == .exit(65))
    }

    @Test("people see the newest entries, and filter them")
    func activity() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("activity").output == "No entries.\n")
      #expect(try sandbox.run("create").end == .exit(0))
      _ = try sandbox.run("delete", "nothing", "--yes")
      let all = try sandbox.run("activity", "--limit", "1")
      #expect(all.end == .exit(0) && all.output.contains("There is no backup with this id."))
      #expect(all.output.contains("1 of 2; continue with --cursor "))
      let filtered = try sandbox.run("activity", "--outcome", "succeeded", "--json")
      let page = try JSONValue(parsing: Array(filtered.output.utf8))
      #expect(page["total"] == 1 && page["activity"]?[0]?["action"] == "createBackup")
      #expect(try sandbox.run("activity", "--outcome", "denied").end == .exit(64))
      #expect(try sandbox.run("activity", "--limit", "0").end == .exit(64))
    }

    private static func stranger(_ number: Int) -> JSONValue {
      ["actor": ["id": .string("stranger-\(number)"), "role": "NOBODY"]]
    }

    @Test("eight processes that are refused at once write one chain, from its very first entry on")
    func atOnce() throws {
      let sandbox = try Sandbox()
      let sessions = try (0..<8).map { _ in try sandbox.serve() }
      for round in 0..<15 {
        for (number, session) in sessions.enumerated() {
          try session.request("getStatus", auth: Self.stranger(round * 8 + number))
        }
      }
      for session in sessions {
        #expect(try session.end() == .exit(0))
        #expect(session.notifications.isEmpty, "\(session.notifications.map(\.text))")
      }
      let report = try audit(sandbox)
      #expect(report["ok"] == true && report["entries"] == 120, "\(report.text)")
    }

    @Test("a process that is killed while it writes entries leaves a whole chain")
    func killed() throws {
      let sandbox = try Sandbox()
      var random = SeededRandom(seed: KillTests.seed)
      #expect(try sandbox.run("create").end == .exit(0))
      var entries = 1
      for round in 0..<KillTests.kills {
        let session = try sandbox.serve()
        // So many that the last ones are still waiting when the first ones have been answered.
        for _ in 0..<200 { try session.request("deleteBackup", ["id": "none"]) }
        for _ in 0..<Int.random(in: 1...100, using: &random) { _ = try session.nextReply() }
        session.child.send(signal: SIGKILL)
        #expect(try session.child.wait() == .signal(SIGKILL))
        let report = try audit(sandbox)
        let found = report["entries"]?.intValue ?? 0
        #expect(report["ok"] == true && found > entries, "round \(round): \(report.text)")
        entries = found
      }
      #expect(try sandbox.run("create").end == .exit(0))
      #expect(try audit(sandbox)["entries"]?.intValue == entries + 1)
    }

    @Test("repeated refusals are one entry when the service ends")
    func repeated() throws {
      let sandbox = try Sandbox()
      let session = try sandbox.serve()
      // No more than a connection takes at once.
      for _ in 0..<200 { try session.request("createBackup", auth: Self.stranger(1)) }
      #expect(try session.end() == .exit(0))
      let page = try activity(sandbox)
      #expect(page["total"] == 2)
      #expect(page["activity"]?[0]?["repeats"]?["count"] == 199)
      #expect(page["activity"]?[0]?["actor"]?["id"] == "stranger-1")
      let shown = try sandbox.run("activity", "--limit", "1").output
      #expect(shown.contains("199 more since "))
      #expect(try audit(sandbox)["ok"] == true)
    }

    @Test("a service that is killed loses no refusal that it has saved")
    func killedWhileCounting() throws {
      let sandbox = try Sandbox()
      let session = try sandbox.serve()
      for _ in 0..<300 { _ = try session.call("createBackup", auth: Self.stranger(1)) }
      var configuration = Configuration()
      configuration.busyMode = .timeout(60)
      let queue = try DatabaseQueue(path: Self.ledger(sandbox), configuration: configuration)
      // Bounded by the time limit of the suite. The service saves after a moment, on its own.
      while try queue.read({ try Int.fetchOne($0, sql: "SELECT sum(count) FROM refusal") }) != 299 {
        _ = try session.call("ping")
      }
      try queue.close()
      session.child.send(signal: SIGKILL)
      #expect(try session.child.wait() == .signal(SIGKILL))
      #expect(try audit(sandbox)["ok"] == true)
      #expect(try sandbox.serve().end() == .exit(0))
      #expect(try activity(sandbox)["activity"]?[0]?["repeats"]?["count"] == 299)
      #expect(try audit(sandbox)["entries"] == 2)
    }

    private func activity(_ sandbox: Sandbox) throws -> JSONValue {
      let run = try sandbox.run("activity", "--json")
      return try JSONValue(parsing: Array(run.output.utf8))
    }

    @Test("an operation that was killed is in the log as interrupted")
    func interrupted() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      try session.request("createBackup")
      let entry = try session.runningEntry()
      session.child.send(signal: SIGKILL)
      #expect(try session.child.wait() == .signal(SIGKILL))
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let run = try sandbox.run("activity", "--json")
      let page = try JSONValue(parsing: Array(run.output.utf8))
      #expect(page["total"] == 1)
      let found = page["activity"]?[0]
      #expect(found?["action"] == "createBackup" && found?["outcome"] == "interrupted")
      #expect(found?["actor"]?["id"] == "user-1" && found?["targets"]?[0]?["id"] == entry["id"])
    }

    @Test(
      "a full disk under the log is told, stops nothing that needs no room, and breaks no chain",
      .enabled(if: FullDiskTests.canMount, "only who may mount a file system can fill one"))
    func fullDisk() throws {
      let sandbox = try Sandbox()
      let disk = try #require(FullDiskTests.SmallDisk(sandbox.backups, kibibytes: 2048))
      #expect(try sandbox.run("create").end == .exit(0))
      try disk.fill(leaving: 0)
      let session = try sandbox.serve()
      for _ in 0..<30 {
        #expect(try session.call("createBackup", auth: nil).errorKind == "unauthenticated")
      }
      let warnings = session.notifications.filter { $0["method"] == "health/warning" }
      #expect(warnings.count == 1)
      #expect(warnings.first?["params"]?["warning"]?["kind"] == "auditUnwritable")
      let entries = try audit(sandbox)["entries"]?.intValue ?? 0
      disk.free()
      #expect(try session.call("createBackup", auth: nil).errorKind == "unauthenticated")
      let report = try audit(sandbox)
      #expect(report["ok"] == true && report["entries"]?.intValue == entries + 1)
      #expect(try session.end() == .exit(0))
    }

    @Test("a change to what the log is kept by is told at the next command")
    func warned() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      unlink(sandbox.backups + "/service.key")
      let run = try sandbox.run("create")
      #expect(run.end == .exit(0))
      #expect(run.errors.contains("The key of the audit log is missing."))
      #expect(try sandbox.run("status").output.contains("The key of the audit log"))
      #expect(try sandbox.run("audit", "verify").end == .exit(65))
    }
  }
}
