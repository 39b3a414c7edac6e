import BuiltPrograms
import Foundation
import JSONCoding
import SchemaDocuments
import Testing

extension ProcessTests {
  struct SchemaCheckTests {
    private func check(_ folder: String, _ sandbox: Sandbox) throws -> FinishedProgram {
      try FinishedProgram.run(
        [Program.devtool, "schemas", "check", "--folder", folder],
        errorPath: sandbox.folder + "/stderr")
    }

    @Test("the documents of schemas/ say what the code does")
    func same() throws {
      let run = try check(SchemaFiles.folder.path, Sandbox(nil))
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

    @Test(
      "a document that says something else fails the check, and is named",
      arguments: ["openrpc.json", "manifest.schema.json"])
    func different(name: String) throws {
      let sandbox = try Sandbox(nil)
      for file in ["openrpc.json", "manifest.schema.json"] {
        var text = try String(
          contentsOf: SchemaFiles.folder.appending(path: file), encoding: .utf8)
        if file == name { text = text.replacing("\"rowCount\"", with: "\"rowTotal\"") }
        if file == name { text = text.replacing("\"pageSize\"", with: "\"sizeOfPage\"") }
        try text.write(toFile: sandbox.folder + "/" + file, atomically: false, encoding: .utf8)
      }
      let run = try check(sandbox.folder, sandbox)
      #expect(run.end == .exit(1))
      #expect(run.output.contains("rowTotal") || run.output.contains("sizeOfPage"))
    }
  }
}
