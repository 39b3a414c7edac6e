import BuiltPrograms
import Foundation
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  /// From each way in which a live database is broken back to a running application.
  @Suite(.serialized)
  struct DisasterTests {
    /// A shop with a backup, all of it the person's whom it is for.
    private func shop(_ person: Person) throws -> (Sandbox, DatabaseContent, program: String) {
      let sandbox = try Sandbox()
      let content = try DatabaseContent(path: sandbox.database)
      var program = Program.strongroom
      if person.isOther {
        guard geteuid() == 0 else { try Test.cancel("to be another user takes the superuser") }
        let name = "program-for-other"
        program = sandbox.folder + "/" + name
        // The build folder may be closed to others.
        // Copied by another process: what this one has open for writing, a child may hold open.
        let copied = try FinishedProgram.run(
          ["cp", Program.strongroom, program], errorPath: sandbox.folder + "/copy-stderr")
        #expect(copied.end == .exit(0), "\(copied.errors)")
        own(sandbox, person)
        chmod(sandbox.folder, 0o755)
        chown(sandbox.folder, Person.otherUser, Person.otherUser)
      }
      let create = try run(sandbox, program, person, ["create"])
      #expect(create.end == .exit(0), "\(create.errors)")
      return (sandbox, content, program)
    }

    /// Gives what was made as root to the person whose database it is.
    private func own(_ sandbox: Sandbox, _ person: Person) {
      guard person.isOther else { return }
      for suffix in ["", "-wal", "-shm", "-journal"] {
        chown(sandbox.database + suffix, Person.otherUser, Person.otherUser)
      }
    }

    private func run(
      _ sandbox: Sandbox, _ program: String, _ person: Person, _ arguments: [String]
    ) throws -> FinishedProgram {
      let errorPath = sandbox.folder + "/command-stderr"
      unlink(errorPath)
      return try FinishedProgram.run(
        person.prefix + [program] + arguments + ["--database", sandbox.database],
        errorPath: errorPath)
    }

    /// Every byte of a log or journal that lay there is still somewhere in the folder.
    private func expectKept(_ bytes: [Data], _ sandbox: Sandbox, _ comment: Comment) throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
      let files = names.filter { $0.hasPrefix("shop.db.damaged-") }
        .compactMap { FileManager.default.contents(atPath: sandbox.folder + "/" + $0) }
      for part in bytes { #expect(files.contains(part), comment) }
    }

    private func expectRunning(
      _ sandbox: Sandbox, _ content: DatabaseContent, _ program: String, _ person: Person,
      _ comment: Comment
    ) throws {
      #expect(try DatabaseContent(path: sandbox.database) == content, comment)
      // The application writes, and makes its own backup.
      var facts = stat()
      #expect(lstat(sandbox.database, &facts) == 0)
      if person.isOther { #expect(facts.st_uid == Person.otherUser, comment) }
      let application: Person = person.isOther ? .other : .owner
      let create = try run(sandbox, program, application, ["create", "--json"])
      #expect(create.end == .exit(0), "\(comment) \(create.output)\(create.errors)")
    }

    @Test(
      "the command line leads back to a running application", arguments: Disaster.allCases,
      Person.allCases)
    func commandLine(disaster: Disaster, person: Person) throws {
      let (sandbox, content, program) = try shop(person)
      try disaster.strike(sandbox)
      own(sandbox, person)
      let comment: Comment = "\(disaster) \(person)"
      let log = ["-wal", "-journal"].compactMap {
        FileManager.default.contents(atPath: sandbox.database + $0)
      }.filter { !$0.isEmpty }
      let status = try run(sandbox, program, person, ["status", "--json"])
      #expect(!status.output.isEmpty, comment)
      let preview = try run(sandbox, program, person, ["preview", "latest", "--json"])
      #expect(preview.end == .exit(0), "\(comment) \(preview.output)")
      let plan = try JSONValue(parsing: Array(preview.output.utf8))["report"]?["plan"]
      let method = try #require(plan?["method"]?.stringValue)
      if method == "replace" {
        let refused = try run(sandbox, program, person, ["restore", "latest", "--yes"])
        #expect(refused.end == .exit(66) && refused.errors.contains("--replace-damaged"), comment)
      }
      let consent = method == "replace" ? ["--replace-damaged"] : []
      let restore = try run(
        sandbox, program, person, ["restore", "latest", "--yes", "--allow-schema-change"] + consent)
      #expect(restore.end == .exit(0), "\(comment) \(restore.errors)")
      if consent != [] {
        #expect(restore.output.contains("Set aside: \(sandbox.database).damaged-"), comment)
        #expect(restore.output.contains("Restart the application"), comment)
      }
      if method == "replace" || disaster == .onlyDatabaseMoved {
        try expectKept(log, sandbox, comment)
      }
      try expectRunning(sandbox, content, program, person, comment)
    }

    @Test(
      "the page leads back to a running application", arguments: Disaster.allCases,
      [Person.owner, .other])
    func page(disaster: Disaster, person: Person) throws {
      let (sandbox, content, program) = try shop(person)
      try disaster.strike(sandbox)
      own(sandbox, person)
      let comment: Comment = "\(disaster) \(person)"
      let session = try Session(
        ChildProcess(
          person.prefix + [program, "serve", "--database", sandbox.database],
          errorPath: sandbox.folder + "/stderr"), in: sandbox)
      _ = try session.result(of: "getStatus")
      let backup = try session.result(of: "listBackups")["backups"]?[0]?["id"] ?? .null
      func restore(_ consent: JSONValue?) throws -> JSONValue {
        let preview = try session.result(of: "previewRestore", ["id": backup])
        var params: JSONObject = [
          "id": backup, "confirmationToken": preview["confirmationToken"] ?? .null,
          "allowSchemaChange": true,
        ]
        params["replaceDamaged"] = consent
        return try session.call("restoreBackup", params)
      }
      var reply = try restore(nil)
      if let kind = reply.errorKind {
        #expect(kind == "databaseUnavailable", "\(comment) \(reply.text)")
        #expect(reply["error"]?["data"]?["path"] == "params.replaceDamaged", comment)
        reply = try restore(true)
        #expect(reply["result"]?["restore"]?["method"] == "replace", "\(comment) \(reply.text)")
        #expect(reply["result"]?["restore"]?["setAside"]?[0] != nil, comment)
      }
      #expect(reply["result"]?["restartRequired"] == true, "\(comment) \(reply.text)")
      _ = try session.end()
      try expectRunning(sandbox, content, program, person, comment)
    }

    @Test("a restore of a database that broke afterwards is undone with --replace-damaged")
    func rollback() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      try sandbox.damage()
      let before = try DatabaseContent(path: sandbox.database)
      #expect(try sandbox.run("restore", "latest", "--yes").end == .exit(0))
      // The log has every page that the restore wrote.
      for suffix in ["-wal", "-shm"] { unlink(sandbox.database + suffix) }
      try Disaster.garbage.strike(sandbox)
      let refused = try sandbox.run("rollback", "latest", "--yes")
      #expect(refused.end != .exit(0) && refused.errors.contains("--replace-damaged"))
      let run = try sandbox.run("rollback", "latest", "--yes", "--replace-damaged")
      #expect(run.end == .exit(0) && run.output.contains("Set aside: "), "\(run.errors)")
      #expect(try DatabaseContent(path: sandbox.database) == before)
    }

    @Test("a kill while a damaged database is replaced leaves the old files or the new database")
    func killed() throws {
      var random = SeededRandom(seed: KillTests.seed)
      var results: [String: Int] = [:]
      for round in 0..<KillTests.kills {
        let (sandbox, content, _) = try shop(.owner)
        let backup = try sandbox.list()[0]["id"] ?? .null
        try Disaster.garbage.strike(sandbox)
        let old = FileManager.default.contents(atPath: sandbox.database)
        let session = try sandbox.serve()
        let preview = try session.result(of: "previewRestore", ["id": backup])
        try session.request(
          "restoreBackup",
          [
            "id": backup, "confirmationToken": preview["confirmationToken"] ?? .null,
            "replaceDamaged": true,
          ])
        usleep(useconds_t(random.delay(upTo: .milliseconds(250)) / .microseconds(1)))
        session.child.send(signal: SIGKILL)
        #expect(try session.child.wait() == .signal(SIGKILL))
        let run = try sandbox.run("list", "--restores", "--json")
        let restore = try JSONValue(parsing: Array(run.output.utf8))["restores"]?[0]
        let holds =
          restore == nil
          ? "before"
          : restore?["status"] == "completed"
            ? "backup" : restore?["databaseHolds"]?.stringValue ?? "nothing"
        results[holds, default: 0] += 1
        let comment: Comment = "round \(round), \(run.output)"
        switch holds {
        case "before":
          #expect(FileManager.default.contents(atPath: sandbox.database) == old, comment)
        case "backup":
          #expect(try DatabaseContent(path: sandbox.database) == content, comment)
          let aside = restore?["setAside"]?[0]?.stringValue ?? ""
          #expect(FileManager.default.contents(atPath: aside) == old, comment)
        default: Issue.record(comment)
        }
        let leftovers = try sandbox.leftovers()
        #expect(leftovers == [])
      }
      print("replacements killed: \(results)")
    }

    @Test("what root did once does not lock the application out")
    func root() throws {
      guard geteuid() == 0 else { try Test.cancel("takes the superuser") }
      let (sandbox, content, program) = try shop(.rootForOther)
      for name in try FileManager.default.subpathsOfDirectory(atPath: sandbox.backups) + ["."] {
        var facts = stat()
        #expect(lstat(sandbox.backups + "/" + name, &facts) == 0)
        #expect(facts.st_uid == Person.otherUser, "\(name)")
      }
      // What version 1.0 left: all of it root's.
      for name in try FileManager.default.subpathsOfDirectory(atPath: sandbox.backups) + [""] {
        chown(sandbox.backups + "/" + name, 0, 0)
      }
      let locked = try run(sandbox, program, .other, ["list"])
      #expect(locked.end != .exit(0))
      let status = try run(sandbox, program, .rootForOther, ["status"])
      #expect(status.end == .exit(0), "\(status.errors)")
      let verify = try run(sandbox, program, .other, ["verify", "latest"])
      #expect(verify.end == .exit(0), "\(verify.errors)")
      let file = try sandbox.backups + "/" + (#require(sandbox.files().first))
      chown(file, 1, 1)
      for person in [Person.other, .rootForOther] {
        let verify = try run(sandbox, program, person, ["verify", "latest"])
        #expect(verify.end == .exit(73) && verify.errors.contains("is not readable"))
        let status = try run(sandbox, program, person, ["status"])
        #expect(status.output.contains("is not readable"))
      }
      chown(file, Person.otherUser, Person.otherUser)
      // A restore on a new machine, by root, is a database that the application can open.
      try Disaster.missing.strike(sandbox)
      let restore = try run(sandbox, program, .rootForOther, ["restore", "latest", "--yes"])
      #expect(restore.end == .exit(0), "\(restore.errors)")
      try expectRunning(sandbox, content, program, .rootForOther, "after root")
    }
  }
}
