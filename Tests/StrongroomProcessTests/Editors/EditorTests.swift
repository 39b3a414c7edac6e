import BuiltPrograms
import Foundation
import JSONCoding
import SchemaDocuments
import Testing

extension ProcessTests {
  @Suite(.serialized)
  struct EditorTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    /// Python with the libraries, where `.ci/setup` puts them.
    private static let python = SchemaFiles.root.appending(path: ".build-tools/python/bin/python")
      .path

    private static let isInstalled: Bool = {
      let run = try? FinishedProgram.run(
        [python, "-c", "import pygls, pylsp_jsonrpc"], errorPath: "/dev/null")
      return run?.end == .exit(0)
    }()

    @Test(
      "a library of the Language Server Protocol drives the program unchanged",
      .enabled(if: isInstalled, "pygls is not there: run .ci/setup tests"),
      arguments: ["pygls_client.py", "pylsp_client.py"])
    func drive(script: String) throws {
      let sandbox = try Sandbox()
      let run = try FinishedProgram.run(
        [
          Self.python, Self.folder.appending(path: script).path, Program.strongroom,
          sandbox.database,
        ], errorPath: sandbox.folder + "/stderr")
      try #require(run.end == .exit(0), "\(run.errors)")
      let seen = try JSONValue(parsing: Array(run.output.utf8))
      #expect(seen["server"] == "strongroom")
      #expect(seen["label"] == "Müller ☕")
      #expect(seen["totals"] == .array(Array(repeating: 1, count: 20)))
      #expect(seen["error"] == ["code": 1003, "kind": "notFound"])
      #expect(seen["restore"] == "completed")
      #expect(seen["exit"] == 0)
      #expect(seen["phases"]?.arrayValue?.isEmpty == false)
      #expect(seen["events"]?.arrayValue?.contains("Müller ☕") == true)
    }
  }
}
