import BuiltPrograms
import Foundation
import JSONCoding
import SchemaDocuments
import Testing

extension ProcessTests {
  struct SchemaCheckTests {
    private func check(_ folder: String, _ sandbox: Sandbox) throws -> FinishedProgram {
      try FinishedProgram.run(
        [Program.devtool, "clients", "check", "--folder", folder],
        errorPath: sandbox.folder + "/stderr")
    }

    @Test("what is generated from the contract is what the contract gives")
    func same() throws {
      let run = try check(SchemaFiles.root.path, Sandbox(nil))
      #expect(run.end == .exit(0), "\(run.output)\(run.errors)")
      #expect(run.output.isEmpty)
    }

    @Test("the program has the version of its contract, which clients go by")
    func version() throws {
      let session = try Sandbox().serve()
      let stated = try SchemaFiles.openRPC()["info"]?["version"]
      let hello = try session.result(of: "initialize")
      #expect(hello["serverInfo"]?["version"] == stated)
      #expect(try session.end() == .exit(0))
    }

    @Test("a contract that says something else fails the check, and the stale files are named")
    func different() throws {
      let sandbox = try Sandbox(nil)
      let folder = sandbox.folder + "/schemas"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let text = try String(
        contentsOf: SchemaFiles.folder.appending(path: "openrpc.json"), encoding: .utf8)
      try text.replacing("\"pageSize\"", with: "\"sizeOfPage\"")
        .write(toFile: folder + "/openrpc.json", atomically: false, encoding: .utf8)
      let run = try check(sandbox.folder, sandbox)
      #expect(run.end == .exit(1))
      #expect(run.output.contains("Sources/BackupProtocol/Generated/Values/Manifest.swift"))
      #expect(run.output.contains("schemas/manifest.schema.json"))
    }
  }
}
