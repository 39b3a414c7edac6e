import BuiltPrograms
import Foundation
import GRDB
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  struct ExitCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let arguments: [String]
      let code: Int32
      let kind: String
      var prepare: @Sendable (Sandbox) throws -> Void = { _ in }
    }

    static let cases = [
      Case(
        testDescription: "an entry that is not there", arguments: ["show", "nothing"], code: 3,
        kind: "notFound"),
      Case(
        testDescription: "latest before there is any", arguments: ["verify", "latest"], code: 3,
        kind: "notFound"),
      Case(
        testDescription: "a rollback of nothing", arguments: ["rollback", "latest", "--yes"],
        code: 3, kind: "notFound"),
      Case(
        testDescription: "a limit that is none", arguments: ["list", "--limit", "0"], code: 64,
        kind: "invalidParams"),
      Case(
        testDescription: "a damaged backup", arguments: ["verify", "latest"], code: 65,
        kind: "backupCorrupt",
        prepare: { sandbox in
          _ = try sandbox.run("create")
          let path = try sandbox.backups + "/" + (#require(sandbox.files().first))
          let file = try FileHandle(forUpdating: URL(filePath: path))
          try file.seek(toOffset: 5000)
          try file.write(contentsOf: [1, 2, 3, 4])
          try file.close()
        }),
      Case(
        testDescription: "no database", arguments: ["create"], code: 66,
        kind: "databaseUnavailable", prepare: { unlink($0.database) }),
      Case(
        testDescription: "something else than a database", arguments: ["create"], code: 66,
        kind: "databaseUnavailable",
        prepare: {
          try Data(repeating: 65, count: 10_000).write(to: URL(filePath: $0.database))
        }),
      Case(
        testDescription: "a file where the backups should be", arguments: ["create"], code: 73,
        kind: "storageUnavailable",
        prepare: { try Data().write(to: URL(filePath: $0.backups)) }),
      Case(
        testDescription: "a restore that nobody has confirmed", arguments: ["restore", "latest"],
        code: 1, kind: "confirmationInvalid", prepare: { _ = try $0.run("create") }),
    ]

    @Test("a failure has its exit code, its sentence, and with --json its error", arguments: cases)
    func failure(_ example: Case) throws {
      let sandbox = try Sandbox()
      try example.prepare(sandbox)
      let words = try run(sandbox, example.arguments)
      #expect(words.end == .exit(example.code), "\(words.output)\(words.errors)")
      #expect(words.errors.hasPrefix("strongroom: "))
      #expect(words.output.isEmpty)
      let json = try run(sandbox, example.arguments + ["--json"])
      #expect(json.end == .exit(example.code))
      #expect(json.output.count { $0 == "\n" } == 1)
      #expect(json.errors.isEmpty)
      let value = try JSONValue(parsing: Array(json.output.utf8))
      #expect(value.errorKind == example.kind)
      #expect(value["error"]?["message"]?.stringValue?.isEmpty == false)
    }

    private func run(_ sandbox: Sandbox, _ arguments: [String]) throws -> FinishedProgram {
      let path = sandbox.folder + "/command-stderr"
      unlink(path)
      return try FinishedProgram.run(
        [Program.strongroom] + arguments + ["--database", sandbox.database], errorPath: path)
    }

    @Test(
      "wrong usage exits with 64 and says what is known",
      arguments: [
        [], ["creat"], ["create", "--colour"], ["create", "--compression", "rar"], ["show"],
        ["create", "--format", "tar"], ["export", "latest"],
        ["export", "a", "b", "--format", "csv"],
        ["import"],
        ["list", "--limit", "many"], ["serve", "--log-level", "loud"],
        ["demo", "--megabytes", "0"],
      ])
    func usage(arguments: [String]) throws {
      let sandbox = try Sandbox(nil)
      let result = try FinishedProgram.run(
        [Program.strongroom] + arguments, errorPath: sandbox.folder + "/stderr")
      #expect(result.end == .exit(64), "\(result.output)\(result.errors)")
      #expect(result.output.isEmpty && !result.errors.isEmpty)
    }

    @Test("the status ends with 0, 1 or 2, as grave as its gravest warning")
    func status() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("status").end == .exit(1), "no backup yet")
      #expect(try sandbox.run("create").end == .exit(0))
      let good = try sandbox.run("status", "--max-age", "26h")
      #expect(good.end == .exit(0) && good.output.hasPrefix("state"), "\(good.output)")
      let file = try #require(sandbox.files().first)
      #expect(unlink(sandbox.backups + "/" + file) == 0)
      let lost = try sandbox.run("status", "--json")
      #expect(lost.end == .exit(2))
      let summary = try JSONValue(parsing: Array(lost.output.utf8))["summary"]
      #expect(summary?["state"] == "critical")
    }

    @Test("an old backup, or one without a proof, is a warning where an age is asked for")
    func maxAge() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create", "--no-verify").end == .exit(0))
      #expect(try sandbox.run("status").end == .exit(0))
      let unproven = try sandbox.run("status", "--max-age", "26h", "--json")
      #expect(unproven.end == .exit(1))
      let warnings = try JSONValue(parsing: Array(unproven.output.utf8))["warnings"]?.arrayValue
      #expect(warnings?.last?["kind"] == "backupOverdue")
      #expect(try sandbox.run("verify", "latest").end == .exit(0))
      #expect(try sandbox.run("status", "--max-age", "7d").end == .exit(0))
      for age in ["26", "h", "-1h", "0m", "1y"] {
        #expect(try sandbox.run("status", "--max-age=\(age)").end == .exit(64), "\(age)")
      }
    }

    @Test("an interrupt ends a command cleanly, with 130", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      _ = try session.result(of: "listBackups")
      let application = try sandbox.lockOut()
      let command = try ChildProcess(
        [Program.strongroom, "create", "--database", sandbox.database],
        errorPath: sandbox.folder + "/command-stderr")
      _ = try session.runningEntry()
      command.send(signal: signal)
      #expect(try command.wait() == .exit(130))
      #expect(command.errors == "strongroom: The operation was cancelled.\n")
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      #expect(try session.result(of: "listBackups")["backups"]?[0]?["status"] == "cancelled")
    }
  }
}
