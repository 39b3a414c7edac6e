import BuiltPrograms
import Foundation
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  struct ExportCommandTests {
    /// Runs a command as somebody who stands in a folder.
    private func run(
      _ sandbox: Sandbox, in folder: String, _ arguments: String...
    ) throws -> FinishedProgram {
      let errorPath = sandbox.folder + "/command-stderr"
      unlink(errorPath)
      return try FinishedProgram.run(
        ["sh", "-c", #"cd "$0" && exec "$@""#, folder, Program.strongroom] + arguments
          + ["--database", sandbox.database], errorPath: errorPath)
    }

    private func makeFolder(_ sandbox: Sandbox, _ name: String) throws -> String {
      let path = sandbox.folder + "/" + name
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      return path
    }

    @Test("an export is the stored file, in the place that a person means from where it stands")
    func relative() throws {
      let sandbox = try Sandbox()
      let folder = try makeFolder(sandbox, "out")
      #expect(try sandbox.run("create").end == .exit(0))
      let stored = try sandbox.backups + "/" + #require(sandbox.files().first)
      let words = try run(sandbox, in: folder, "export", "latest", "copy.tar.zst")
      #expect(words.end == .exit(0), "\(words.errors)")
      #expect(words.output.hasPrefix(folder + "/copy.tar.zst\n"))
      #expect(words.output.contains("sha256 ") && words.errors.isEmpty)
      #expect(
        FileManager.default.contentsEqual(atPath: folder + "/copy.tar.zst", andPath: stored))
      let json = try run(
        sandbox, in: folder, "export", "latest", ".", "--format", "archive", "--json")
      let value = try JSONValue(parsing: Array(json.output.utf8))
      #expect(json.end == .exit(0) && json.output.count { $0 == "\n" } == 1)
      let name = try #require(sandbox.files().first)
      #expect(value["path"]?.stringValue == folder + "/" + name)
      let backup = try sandbox.list().first
      #expect(value["checksum"] == backup?["checksum"] && value["size"] == backup?["fileSize"])
    }

    @Test(
      "a destination that is refused exits with 64, and says why",
      arguments: [
        ("shop.db", "liveDatabase"), ("shop.db-wal", "liveDatabase"),
        ("shop.db.backups/copy", "backupFolder"), ("taken", "exists"), ("gone/copy", "missing"),
      ])
    func refused(path: String, reason: String) throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      try Data([7]).write(to: URL(filePath: sandbox.folder + "/taken"))
      let before = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder).count
      let json = try run(sandbox, in: sandbox.folder, "export", "latest", path, "--json")
      #expect(json.end == .exit(64), "\(json.output)")
      let data = try JSONValue(parsing: Array(json.output.utf8))["error"]?["data"]
      #expect(data?["kind"] == "invalidParams" && data?["path"] == "params.destination")
      #expect(data?["reason"]?.stringValue == reason)
      let words = try run(sandbox, in: sandbox.folder, "export", "latest", path)
      #expect(words.end == .exit(64) && words.output.isEmpty)
      #expect(words.errors.hasPrefix("strongroom: "))
      #expect(try Data(contentsOf: URL(filePath: sandbox.folder + "/taken")) == Data([7]))
      let after = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder).filter {
        $0 != "command-stderr"
      }
      #expect(after.count <= before, "\(after)")
    }

    @Test("the settings bound what comes over RPC, and not the person at the terminal")
    func folders() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let folder = try makeFolder(sandbox, "elsewhere/out")
      let environment = [
        "STRONGROOM_EXPORTFOLDERS": "[]", "STRONGROOM_IMPORTFOLDERS": "[]",
      ]
      let there = try sandbox.run("export", "latest", folder, environment: environment)
      #expect(there.end == .exit(0), "\(there.errors)")
      let file = try folder + "/" + #require(sandbox.files().first)
      let taken = try sandbox.run("import", file, environment: environment)
      #expect(taken.end == .exit(0), "\(taken.errors)")
      let session = try sandbox.serve(environment: environment)
      let refused = try session.call("importBackup", ["path": .string(file)])
      #expect(refused["error"]?["data"]?["setting"] == "importFolders")
      #expect(try session.end() == .exit(0))
    }

    @Test("a backup or a file that is not there exits with 3")
    func notFound() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("export", "nothing", sandbox.folder + "/copy").end == .exit(3))
      #expect(try sandbox.run("export", "latest", sandbox.folder + "/copy").end == .exit(3))
      #expect(try sandbox.run("import", sandbox.folder + "/gone.sql").end == .exit(3))
    }

    @Test("the live database cannot be imported, by whatever name")
    func liveDatabase() throws {
      let sandbox = try Sandbox()
      link(sandbox.database, sandbox.folder + "/second")
      symlink(sandbox.database, sandbox.folder + "/third")
      for name in ["shop.db", "second", "third"] {
        let run = try run(sandbox, in: sandbox.folder, "import", name, "--json")
        #expect(run.end == .exit(64))
        let data = try JSONValue(parsing: Array(run.output.utf8))["error"]?["data"]
        #expect(data?["reason"] == "liveDatabase", "\(name)")
      }
    }

    @Test("backups are found by a link to the database, also when the database is gone")
    func danglingLink() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let folder = try makeFolder(sandbox, "links")
      symlink("../shop.db", folder + "/near")
      symlink("near", folder + "/far")
      for isGone in [false, true] {
        if isGone { try FileManager.default.removeItem(atPath: sandbox.database) }
        let run = try FinishedProgram.run(
          [Program.strongroom, "list", "--json", "--database", folder + "/far"],
          errorPath: sandbox.folder + "/list-stderr")
        #expect(run.end == .exit(0), "\(run.errors)")
        let backups = try JSONValue(parsing: Array(run.output.utf8))["backups"]
        #expect(backups?.arrayValue?.count == 1, "\(run.output)")
      }
    }

    @Test("an export of a damaged backup exits with 65 and leaves nothing")
    func damaged() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let path = try sandbox.backups + "/" + (#require(sandbox.files().first))
      let file = try FileHandle(forUpdating: URL(filePath: path))
      try file.seek(toOffset: 5000)
      try file.write(contentsOf: [1, 2, 3, 4])
      try file.close()
      let folder = try makeFolder(sandbox, "out")
      #expect(try sandbox.run("export", "latest", folder).end == .exit(65))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }
}
