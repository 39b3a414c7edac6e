import BuiltPrograms
import Foundation
import Glibc
import Testing

extension ProcessTests {
  /// The commands of the pages, run as they stand there.
  @Suite(.serialized)
  struct DisasterPageTests {
    /// The shell blocks of a page, one after the other.
    private func commands(_ page: String) throws -> String {
      let root = #filePath.components(separatedBy: "/Tests/StrongroomProcessTests/")[0]
      let text = try String(
        contentsOfFile: root + "/Sources/BackupServer/Documentation.docc/\(page).md",
        encoding: .utf8)
      let blocks = text.components(separatedBy: "```sh\n").dropFirst().map {
        $0.components(separatedBy: "```")[0]
      }
      #expect(blocks.count > 3)
      return blocks.joined()
    }

    private func run(_ script: String, _ sandbox: Sandbox) throws -> FinishedProgram {
      let programs = URL(filePath: Program.strongroom).deletingLastPathComponent().path
      return try FinishedProgram.run(
        ["bash", "-euc", "cd '\(sandbox.folder)'\n" + script],
        environment: [
          "PATH": programs + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
          "NEW": sandbox.folder + "/new",
        ], errorPath: sandbox.folder + "/page-stderr")
    }

    /// A sandbox whose database has the name that the pages use.
    private func application() throws -> (Sandbox, DatabaseContent) {
      let sandbox = try Sandbox()
      let content = try DatabaseContent(path: sandbox.database)
      for suffix in ["-wal", "-shm"] { unlink(sandbox.database + suffix) }
      try FileManager.default.copyItem(
        atPath: sandbox.database, toPath: sandbox.folder + "/app.db")
      return (sandbox, content)
    }

    @Test(
      "when the database is lost or damaged", arguments: ["none", "empty", "header", "folder"])
    func lost(how: String) throws {
      let (sandbox, content) = try application()
      let path = sandbox.folder + "/app.db"
      #expect(try run("strongroom create --database app.db", sandbox).end == .exit(0))
      let damage = [
        "none": "rm -f app.db app.db-*", "empty": "rm -f app.db-*; : > app.db",
        "header": "dd if=/dev/zero of=app.db bs=100 count=1 conv=notrunc status=none",
        "folder": "rm -f app.db app.db-*; mkdir app.db",
      ]
      let script = (damage[how] ?? "") + "\n" + (try commands("WhenTheDatabaseIsLost"))
      let end = try run(script, sandbox)
      #expect(end.end == .exit(0), "\(end.output)\(end.errors)")
      #expect(try DatabaseContent(path: path) == content)
    }

    @Test("moving to a new machine", arguments: [true, false])
    func moving(copiesAll: Bool) throws {
      let (sandbox, content) = try application()
      try FileManager.default.createDirectory(
        atPath: sandbox.folder + "/new", withIntermediateDirectories: false)
      var script = try commands("MovingToANewMachine")
      if !copiesAll {
        // As somebody does who copies the backups alone.
        script = script.replacing(
          "cp -a app.db.backups \"$NEW\"/",
          with: "mkdir \"$NEW\"/app.db.backups; cp app.db.backups/backup-* \"$NEW\"/app.db.backups/"
        )
        script = script.replacing("strongroom verify latest --database app.db\n", with: "")
      }
      let end = try run(script, sandbox)
      #expect(end.end == .exit(0), "\(end.output)\(end.errors)")
      #expect(end.output.contains("not in this list") == !copiesAll, "\(end.output)")
      #expect(try DatabaseContent(path: sandbox.folder + "/new/app.db") == content)
    }
  }
}
