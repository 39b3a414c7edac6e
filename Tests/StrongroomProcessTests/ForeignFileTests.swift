import BuiltPrograms
import Foundation
import GRDB
import JSONCoding
import Testing

extension ProcessTests {
  /// A file from elsewhere is handled by a process of its own.
  @Suite("A file from elsewhere that asks for more than it may have")
  struct ForeignFileTests {
    /// Content of a kilobyte, none of which SQLite could be asked to stop at.
    enum Trap: String, CaseIterable {
      /// One call that compares zeros for hours.
      case search =
        "CREATE TABLE t(a CHECK(instr(zeroblob(40000000), zeroblob(20000000)||x'01')=0))"
      /// Its expansion has billions of terms.
      case views
      case padding = "CREATE TABLE t(a CHECK(length(printf('%*d', 500000000, 1))>0))"
      case values = "CREATE TABLE t(a CHECK(length(hex(zeroblob(400000000)))>0))"
      case manyValues

      var schema: [String] {
        switch self {
        case .views:
          ["CREATE TABLE t(a)", "CREATE VIEW v0 AS SELECT a FROM t"]
            + (1...14).map { level in
              let terms = ["w", "x", "y", "z"].map { "v\(level - 1) \($0)" }
              return "CREATE VIEW v\(level) AS SELECT x.a FROM " + terms.joined(separator: ", ")
            }
        case .manyValues:
          [
            "CREATE TABLE t(a CHECK(max("
              + (0..<60).map { "length(hex(zeroblob(\(90_000_000 + $0))))" }.joined(separator: ",")
              + ")>0))"
          ]
        default: [rawValue]
        }
      }

      func makeDatabase(at path: String) throws {
        try ForeignFileTests.makeDatabase(at: path, schema.joined(separator: ";"))
      }

      /// Views of a foreign file are not expanded, and a width that is too large makes NULL.
      var isHarmless: Bool { self == .views || self == .padding }

      func makeDump(at path: String) throws {
        let text = (schema + ["INSERT INTO t VALUES(1)"]).joined(separator: ";\n") + ";\n"
        try Data(text.utf8).write(to: URL(filePath: path))
      }
    }

    /// Makes a database with a row of a table t that nobody has checked.
    private static func makeDatabase(at path: String, _ schema: String) throws {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: schema)
        try db.execute(sql: "PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES(1)")
      }
      try queue.close()
    }

    static let limits = [
      "STRONGROOM_LIMITS_IMPORTSECONDS": "1", "STRONGROOM_LIMITS_IMPORTBYTES": "134217728",
    ]

    @Test(
      "is refused with the limit that it went over, as a database and as a dump",
      arguments: Trap.allCases, [true, false])
    func refused(trap: Trap, isDatabase: Bool) throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/file"
      if isDatabase { try trap.makeDatabase(at: path) } else { try trap.makeDump(at: path) }
      let run = try sandbox.run("import", path, "--json", environment: Self.limits)
      let error = try JSONValue(parsing: Array(run.output.utf8))["error"]
      let reason = error?["data"]?["reason"]
      if isDatabase, !trap.isHarmless || run.end != .exit(0) {
        #expect(run.end == .exit(65), "\(run.output)\(run.errors)")
        #expect(error?["data"]?["kind"] == "incompatible", "\(run.output)")
        #expect(reason == "limit", "\(run.output)")
        #expect(
          error?["data"]?["setting"]?.stringValue?.hasPrefix("limits.import") == true,
          "\(run.output)")
      } else if run.end != .exit(0) {
        // What SQLite refuses at once in a dump needs no limit.
        #expect(error?["data"]?["kind"] == "incompatible", "\(run.output)")
      }
      if run.end != .exit(0) { #expect(try sandbox.files() == []) }
      #expect(try sandbox.leftovers() == [])
    }

    @Test("is refused over the wire as well, and the service goes on", arguments: Trap.allCases)
    func refusedByRPC(trap: Trap) throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/file"
      try trap.makeDatabase(at: path)
      let session = try sandbox.serve(environment: Self.limits)
      let reply = try session.call("importBackup", ["path": .string(path)])
      if trap.isHarmless {
        #expect(reply["result"] != nil, "\(reply.text)")
      } else {
        let data = reply["error"]?["data"]
        #expect(data?["kind"] == "incompatible" && data?["reason"] == "limit", "\(reply.text)")
        #expect(data?["setting"]?.stringValue?.hasPrefix("limits.import") == true)
        #expect(data?["hint"]?.stringValue?.contains("limits.import") == true)
        let status = try session.result(of: "listBackups")["backups"]?.arrayValue?.first?["status"]
        #expect(status == "failed")
      }
      _ = try session.result(of: "createBackup")
      #expect(try session.end() == .exit(0))
      #expect(try sandbox.leftovers() == [])
    }

    @Test("is refused when it grows a thousandfold on its way", arguments: [true, false])
    func bomb(isDump: Bool) throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/bomb"
      let head = isDump ? "CREATE TABLE t(a);INSERT INTO t VALUES('" : "{\"data\":{\"Customer\":[\""
      try Self.compress(head, then: "a", times: 1 << 30, to: path, in: sandbox)
      let run = try sandbox.run("import", path, "--json", environment: Self.limits)
      #expect(run.end == .exit(65), "\(run.output)\(run.errors)")
      let data = try JSONValue(parsing: Array(run.output.utf8))["error"]?["data"]
      if isDump { #expect(data?["setting"] == "limits.importBytes", "\(run.output)") }
      #expect(try sandbox.files() == [])
      #expect(try sandbox.leftovers() == [])
    }

    /// Compresses a text and one character many times, in members of 16 MiB.
    private static func compress(
      _ head: String, then character: Character, times: Int, to path: String, in sandbox: Sandbox
    ) throws {
      let size = 16 << 20
      var bytes = Data()
      for (index, text) in [head, String(repeating: character, count: size)].enumerated() {
        let part = sandbox.folder + "/part\(index)"
        try Data(text.utf8).write(to: URL(filePath: part))
        let run = try FinishedProgram.run(
          ["gzip", "-9", part], errorPath: sandbox.folder + "/gzip-stderr")
        guard run.end == .exit(0) else { throw ProcessFailure("gzip: \(run.errors)") }
        let member = try Data(contentsOf: URL(filePath: part + ".gz"))
        for _ in 0..<(index == 0 ? 1 : times / size) { bytes += member }
      }
      try bytes.write(to: URL(filePath: path))
    }

    @Test("keeps to its limits when its backup is used later")
    func later() throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/file"
      // The check makes a value of 52 MB, for which only the limits of the import have room.
      try Self.makeDatabase(at: path, "CREATE TABLE t(a CHECK(length(hex(zeroblob(26000000)))>0))")
      let trust = ["STRONGROOM_LIMITS_IMPORTBYTES": "1073741824"]
      let imported = try sandbox.run("import", path, "--json", environment: trust)
      #expect(imported.end == .exit(0), "\(imported.output)\(imported.errors)")
      let id = try #require(sandbox.list().first?["id"]?.stringValue)
      for arguments in [
        ["verify", id], ["preview", id],
        ["export", id, sandbox.folder + "/out", "--format", "sql"],
      ] {
        let run = try FinishedProgram.run(
          [Program.strongroom] + arguments + ["--database", sandbox.database, "--json"],
          environment: Self.limits, errorPath: sandbox.folder + "/stderr")
        #expect(run.end == .exit(65), "\(arguments): \(run.output)\(run.errors)")
        let data = try JSONValue(parsing: Array(run.output.utf8))["error"]?["data"]
        #expect(data?["setting"] == "limits.importBytes", "\(arguments): \(run.output)")
      }
      // It is no damage.
      #expect(try sandbox.list().first?["verifiedAt"]?.stringValue != nil)
      #expect(try sandbox.leftovers() == [])
      for arguments in [["verify", id], ["preview", id]] {
        let run = try FinishedProgram.run(
          [Program.strongroom] + arguments + ["--database", sandbox.database],
          environment: trust, errorPath: sandbox.folder + "/stderr")
        #expect(run.end == .exit(0), "\(arguments): \(run.output)\(run.errors)")
      }
    }

    /// The process that handles the file, once it has given up its rights.
    private static func handler(of session: Session) throws -> Int {
      let id = session.child.id
      let deadline = ContinuousClock.now + .seconds(60)
      while ContinuousClock.now < deadline {
        for child in children(of: id) where status(child)["Seccomp"] == "2" { return child }
        usleep(10_000)
      }
      throw ProcessFailure("no process handles the file")
    }

    private static func children(of id: pid_t) -> [Int] {
      let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task")) ?? []
      return threads.flatMap { thread in
        (try? String(contentsOfFile: "/proc/\(id)/task/\(thread)/children", encoding: .utf8))?
          .split(separator: " ").compactMap { Int($0) } ?? []
      }
    }

    private static func status(_ id: Int) -> [String: String] {
      let text = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
      let lines = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
      return Dictionary(
        lines.filter { $0.count == 2 }.map {
          (String($0[0]), $0[1].trimmingCharacters(in: .whitespaces))
        }
      ) { first, _ in first }
    }

    private func importing(_ trap: Trap, in sandbox: Sandbox) throws -> (Session, JSONValue) {
      let path = sandbox.folder + "/file"
      try trap.makeDatabase(at: path)
      let session = try sandbox.serve()
      return (session, try session.request("importBackup", ["path": .string(path)]))
    }

    @Test("is handled by a process without rights, which ends when the call is cancelled")
    func cancelled() throws {
      let sandbox = try Sandbox()
      let (session, id) = try importing(.search, in: sandbox)
      let handler = try Self.handler(of: session)
      let status = Self.status(handler)
      #expect(status["NoNewPrivs"] == "1")
      let limits = try String(contentsOfFile: "/proc/\(handler)/limits", encoding: .utf8)
      #expect(
        limits.split(separator: "\n").contains { $0.hasPrefix("Max cpu time") && $0.contains("30") }
      )
      #expect(
        !limits.split(separator: "\n").contains {
          $0.hasPrefix("Max data size") && $0.contains("unlimited")
        })
      // Nobody else waits for it.
      for method in ["listBackups", "getStatus", "listActivity"] {
        #expect(try session.call(method)["result"] != nil, "\(method)")
      }
      #expect(try session.call("createBackup").errorKind == "busy")
      try session.notify("$/cancelRequest", ["id": id])
      #expect(try session.reply(to: id)["error"]?["code"] == -32800)
      #expect(Self.children(of: session.child.id) == [])
      #expect(try sandbox.files() == [])
      #expect(try sandbox.leftovers() == [])
      // The lock is free.
      _ = try session.result(of: "createBackup")
      #expect(try session.end() == .exit(0))
    }

    @Test("and whose process is killed is told so, and the service goes on")
    func handlerKilled() throws {
      let sandbox = try Sandbox()
      let (session, id) = try importing(.search, in: sandbox)
      kill(pid_t(try Self.handler(of: session)), SIGKILL)
      let error = try session.reply(to: id)["error"]
      #expect(error?["data"]?["kind"] == "internalError")
      #expect(error?["message"] == "The process that handles the file was killed.")
      #expect(try sandbox.files() == [])
      #expect(try sandbox.leftovers() == [])
      _ = try session.result(of: "createBackup")
      #expect(try session.end() == .exit(0))
    }

    @Test("is not handled at all where no process can be started for it")
    func noProcess() throws {
      let sandbox = try Sandbox()
      let program = sandbox.folder + "/strongroom"
      try FileManager.default.copyItem(atPath: Program.strongroom, toPath: program)
      let path = sandbox.folder + "/file"
      try Self.makeDatabase(at: path, "CREATE TABLE t(a)")
      let session = Session(
        try ChildProcess(
          [program, "serve", "--database", sandbox.database], errorPath: sandbox.folder + "/stderr"),
        in: sandbox)
      _ = try session.result(of: "createBackup")
      chmod(program, 0)
      let error = try session.call("importBackup", ["path": .string(path)])["error"]
      #expect(error?["data"]?["kind"] == "internalError")
      #expect(
        error?["message"]?.stringValue?.contains("foreign files cannot be started") == true,
        "\(error?.text ?? "it is taken")")
      #expect(try sandbox.files().count == 1)
      #expect(try sandbox.leftovers() == [])
      #expect(try session.end() == .exit(0))
    }

    @Test("does not keep the service from ending", arguments: [SIGTERM, SIGINT])
    func ended(signal: Int32) throws {
      let sandbox = try Sandbox()
      let (session, _) = try importing(.search, in: sandbox)
      let handler = try Self.handler(of: session)
      session.child.send(signal: signal)
      #expect(try session.child.wait() == .exit(0))
      #expect(!FileManager.default.fileExists(atPath: "/proc/\(handler)"))
      #expect(try sandbox.leftovers() == [])
    }

    @Test("ends with a service that is killed")
    func killed() throws {
      let sandbox = try Sandbox()
      let (session, _) = try importing(.search, in: sandbox)
      let handler = try Self.handler(of: session)
      session.child.send(signal: SIGKILL)
      #expect(try session.child.wait() == .signal(SIGKILL))
      let deadline = ContinuousClock.now + .seconds(60)
      while FileManager.default.fileExists(atPath: "/proc/\(handler)"),
        Self.status(handler)["State"]?.hasPrefix("Z") != true, ContinuousClock.now < deadline
      { usleep(10_000) }
      let state = Self.status(handler)["State"]
      #expect(state == nil || state?.hasPrefix("Z") == true)
    }
  }
}
