import BuiltPrograms
import Foundation
import JSONCoding
import Testing

extension ProcessTests {
  @Suite(.serialized)
  struct CommandTests {
    static let commands = [
      [], ["serve"], ["create"], ["list"], ["show"], ["verify"], ["preview"], ["restore"],
      ["rollback"], ["delete"], ["export"], ["import"], ["catalog"], ["catalog", "rebuild"],
      ["label"], ["pin"], ["unpin"], ["config"], ["config", "check"], ["activity"], ["audit"],
      ["audit", "verify"], ["status"], ["demo"],
    ]

    @Test("every command explains itself", arguments: commands)
    func help(command: [String]) throws {
      let sandbox = try Sandbox(nil)
      let run = try FinishedProgram.run(
        [Program.strongroom] + command + ["--help"], errorPath: sandbox.folder + "/stderr")
      #expect(run.end == .exit(0))
      #expect(run.output.contains("OVERVIEW: "))
      #expect(run.output.contains("USAGE: " + (["strongroom"] + command).joined(separator: " ")))
      #expect(run.errors.isEmpty)
    }

    @Test("the help names every exit code")
    func exitCodes() throws {
      let sandbox = try Sandbox(nil)
      let run = try FinishedProgram.run(
        [Program.strongroom, "--help"], errorPath: sandbox.folder + "/stderr")
      let words = run.output.split { !$0.isNumber }
      for code in ["0", "1", "3", "64", "65", "66", "73", "75", "78", "130"] {
        #expect(words.contains { $0 == code })
      }
    }

    /// Runs a command with `--json`, whose output has to be one JSON object on one line.
    private func json(_ sandbox: Sandbox, _ arguments: String...) throws -> JSONValue {
      let run = try FinishedProgram.run(
        [Program.strongroom] + arguments + ["--json", "--database", sandbox.database],
        errorPath: sandbox.folder + "/command-stderr")
      #expect(run.end == .exit(0), "\(arguments): \(run.output)\(run.errors)")
      #expect(run.output.hasSuffix("\n") && run.output.count { $0 == "\n" } == 1)
      let value = try JSONValue(parsing: Array(run.output.utf8))
      #expect(value.objectValue != nil)
      return value
    }

    @Test("the whole job works by hand, and tells each step as one JSON object")
    func story() throws {
      let sandbox = try Sandbox()
      let whole = try DatabaseContent(path: sandbox.database)
      let backup = try json(sandbox, "create", "--label", "first")["backup"]
      let id = try #require(backup?["id"]?.stringValue)
      #expect(try json(sandbox, "list")["backups"]?[0] == backup)
      #expect(try json(sandbox, "show", "latest")["manifest"]?["id"]?.stringValue == id)
      #expect(try json(sandbox, "verify", "latest")["report"]?["ok"] == true)
      try sandbox.damage()
      let damaged = try DatabaseContent(path: sandbox.database)
      let preview = try json(sandbox, "preview", id)["report"]
      #expect(preview?["totals"]?["added"]?.intValue ?? 0 > 0)
      let restore = try json(sandbox, "restore", "latest", "--yes")["restore"]
      #expect(restore?["status"] == "completed")
      #expect(try DatabaseContent(path: sandbox.database) == whole)
      #expect(try json(sandbox, "list", "--restores")["restores"]?[0]?["id"] == restore?["id"])
      let rollback = try json(sandbox, "rollback", "latest", "--yes")["restore"]
      #expect(rollback?["rollbackOf"] == restore?["id"])
      #expect(try DatabaseContent(path: sandbox.database) == damaged)
      #expect(try json(sandbox, "status")["counts"]?["completed"] == 3)
      #expect(try json(sandbox, "catalog", "rebuild")["backups"] == 3)
      #expect(try json(sandbox, "show", id)["backup"]?["label"] == "first")
      #expect(try json(sandbox, "delete", id, "--yes", "--force")["deleted"] == true)
      #expect(try json(sandbox, "list")["total"] == 2)
      let activity = try json(sandbox, "activity")["activity"]?.arrayValue ?? []
      #expect(
        activity.reversed().map { $0["action"] } == [
          "createBackup", "verifyBackup", "previewRestore", "previewRestore", "restoreBackup",
          "previewRestore", "rollbackRestore", "rebuildCatalog", "deleteBackup",
        ])
      let audit = try json(sandbox, "audit", "verify")
      #expect(audit["ok"] == true && audit["head"]?["hash"] == activity.first?["hash"])
    }

    @Test("people get words, on stdout alone")
    func words() throws {
      let sandbox = try Sandbox()
      for (arguments, word) in [
        (["create", "--compression", "gzip", "--format", "archive"], ".tar.gz"),
        (["list"], "verified"),
        (["show", "latest"], "Customer"), (["verify", "latest"], "integrityCheck"),
        (["preview", "latest"], "A restore would add 0 rows"), (["status"], "1 completed"),
        (["restore", "latest", "--yes"], "To undo: strongroom rollback"),
        (["list", "--restores"], "completed"), (["catalog", "rebuild"], "2 backups found"),
        (["activity"], "rebuildCatalog  succeeded"), (["audit", "verify"], "entries in order"),
      ] {
        let run = try FinishedProgram.run(
          [Program.strongroom] + arguments + ["--database", sandbox.database],
          errorPath: sandbox.folder + "/command-stderr")
        #expect(run.end == .exit(0), "\(arguments): \(run.errors)")
        #expect(run.output.contains(word), "\(arguments): \(run.output)")
        #expect(run.errors.isEmpty)
      }
    }

    @Test("the demo runs, and everything in it holds")
    func demo() throws {
      let sandbox = try Sandbox(nil)
      let run = try FinishedProgram.run(
        [Program.strongroom, "demo", "--megabytes", "1", "--folder", sandbox.folder + "/demo"],
        errorPath: sandbox.folder + "/stderr")
      #expect(run.end == .exit(0), "\(run.errors)")
      #expect(run.output.count { $0 == "✓" } == 3)
      #expect(!run.output.contains("�"))
    }
  }
}
