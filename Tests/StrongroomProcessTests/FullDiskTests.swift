import BuiltPrograms
import Foundation
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  struct FullDiskTests {
    /// A file system of few bytes at a folder, gone with this object.
    final class SmallDisk {
      let path: String

      init?(_ path: String, kibibytes: Int) {
        self.path = path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let size = "size=\(kibibytes)k,mode=700"
        guard Self.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", path]) else { return nil }
      }

      deinit { _ = Self.run(["umount", "--lazy", path]) }

      private static func run(_ arguments: [String]) -> Bool {
        let run = try? FinishedProgram.run(arguments, errorPath: "/dev/null")
        return run?.end == .exit(0)
      }

      /// Takes all room but about so many bytes.
      func fill(leaving free: Int) throws {
        var facts = statvfs()
        statvfs(path, &facts)
        let size = Int(facts.f_bavail * facts.f_frsize) - free
        try Data(count: max(0, size)).write(to: URL(filePath: path + "/filler"))
      }

      func free() { unlink(path + "/filler") }
    }

    static let canMount: Bool = {
      guard let sandbox = try? Sandbox(nil) else { return false }
      return SmallDisk(sandbox.folder + "/disk", kibibytes: 64) != nil
    }()

    @Test(
      "a full disk under the backups is told as such, loses nothing, and is forgotten once freed",
      .enabled(if: canMount, "only who may mount a file system can fill one"),
      arguments: [0, 20_000, 60_000, 150_000, 400_000])
    func backups(free: Int) throws {
      let sandbox = try Sandbox()
      let content = try DatabaseContent(path: sandbox.database)
      let disk = try #require(SmallDisk(sandbox.backups, kibibytes: 2048))
      #expect(try sandbox.run("create").end == .exit(0))
      try disk.fill(leaving: free)
      let session = try sandbox.serve()
      let refusal = try session.call("createBackup")
      #expect(refusal.errorKind == "storageFull", "\(refusal.text)")
      #expect(try sandbox.files().count == 1)
      #expect(try DatabaseContent(path: sandbox.database) == content)
      disk.free()
      let reply = try session.call("createBackup")
      #expect(reply["result"] != nil, "\(reply.text)")
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      #expect(!(try sandbox.list().contains { $0["status"] == "running" }))
      #expect(try session.end() == .exit(0))
    }

    @Test(
      "a restore onto a full disk changes nothing",
      .enabled(if: canMount, "only who may mount a file system can fill one"),
      arguments: [0, 30_000, 100_000])
    func database(free: Int) throws {
      let sandbox = try Sandbox(nil)
      let disk = try #require(SmallDisk(sandbox.folder, kibibytes: 4096))
      let shop = try Sandbox()
      try FileManager.default.copyItem(atPath: shop.database, toPath: sandbox.database)
      let session = try sandbox.serve()
      let backup = try session.result(of: "createBackup")["backup"]?["id"] ?? .null
      try sandbox.damage()
      let damaged = try DatabaseContent(path: sandbox.database)
      let preview = try session.result(of: "previewRestore", ["id": backup])
      try disk.fill(leaving: free)
      let refusal = try session.call(
        "restoreBackup",
        ["id": backup, "confirmationToken": preview["confirmationToken"] ?? .null])
      #expect(refusal.errorKind == "storageFull", "\(refusal.text)")
      disk.free()
      #expect(try DatabaseContent(path: sandbox.database) == damaged)
      let again = try session.result(of: "previewRestore", ["id": backup])
      let reply = try session.call(
        "restoreBackup", ["id": backup, "confirmationToken": again["confirmationToken"] ?? .null])
      #expect(reply["result"] != nil, "\(reply.text)")
      #expect(try session.end() == .exit(0))
    }

    @Test(
      "an export onto a full disk leaves nothing there, and works once there is room",
      .enabled(if: canMount, "only who may mount a file system can fill one"),
      arguments: [0, 4096, 30_000])
    func exports(free: Int) throws {
      let sandbox = try Sandbox()
      let disk = try #require(SmallDisk(sandbox.folder + "/out", kibibytes: 1024))
      let session = try sandbox.serve()
      let backup = try session.result(of: "createBackup")["backup"] ?? .null
      let params: JSONObject = ["id": backup["id"] ?? .null, "destination": "out/copy.tar.zst"]
      try disk.fill(leaving: free)
      let refusal = try session.call("exportBackup", params)
      #expect(refusal.errorKind == "storageFull", "\(refusal.text)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["filler"])
      disk.free()
      let reply = try session.call("exportBackup", params)
      #expect(reply["result"]?["checksum"] == backup["checksum"], "\(reply.text)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["copy.tar.zst"])
      #expect(try session.end() == .exit(0))
    }

    @Test("a limit on the size of files is told like a full disk, not a signal death")
    func fileSizeLimit() throws {
      let sandbox = try Sandbox()
      let run = try FinishedProgram.run(
        [
          "sh", "-c", #"ulimit -f 128; exec "$@""#, "sh", Program.strongroom, "create", "--json",
          "--database", sandbox.database,
        ], errorPath: sandbox.folder + "/stderr")
      #expect(run.end == .exit(73), "\(run.output)\(run.errors)")
      #expect(try sandbox.run("create").end == .exit(0))
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
    }
  }
}
