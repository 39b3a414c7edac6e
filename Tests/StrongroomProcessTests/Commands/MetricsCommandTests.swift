import BuiltPrograms
import Foundation
import JSONCoding
import SchemaDocuments
import Testing

extension ProcessTests {
  /// Metrics, as node_exporter's textfile collector reads them.
  struct MetricsCommandTests {
    private static let promtool = SchemaFiles.root.appending(path: ".build-tools/promtool").path

    private func samples(_ text: String) throws -> [String: Double] {
      var samples: [String: Double] = [:]
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        let end = try #require(line.lastIndex(of: " "))
        samples[String(line[..<end])] = Double(line[line.index(after: end)...])
      }
      return samples
    }

    @Test("say what the status says, with a help and a type for each")
    func values() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let run = try sandbox.run("metrics", "--format", "prometheus")
      #expect(run.end == .exit(0) && run.errors.isEmpty, "\(run.errors)")
      let samples = try samples(run.output)
      let status = try JSONValue(parsing: Array(sandbox.run("status", "--json").output.utf8))
      #expect(samples["strongroom_backups{outcome=\"completed\"}"] == 1)
      #expect(samples["strongroom_last_attempt_success"] == 1)
      #expect(samples["strongroom_backups_proven"] == 1)
      let size = status["lastSuccess"]?["fileSize"]?.intValue
      #expect(samples["strongroom_last_success_size_bytes"] == size.map(Double.init))
      let state = try #require(status["summary"]?["state"]?.stringValue)
      #expect(samples["strongroom_state{state=\"\(state)\"}"] == 1)
      let names = Set(
        samples.keys.map { String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) })
      for name in names {
        #expect(run.output.contains("# HELP \(name) "), "\(name)")
        #expect(run.output.contains("# TYPE \(name) gauge\n"), "\(name)")
      }
    }

    @Test("tell of a database that is not there, and escape its name")
    func nothing() throws {
      let sandbox = try Sandbox(nil)
      let config = sandbox.folder + "/strongroom.json"
      try #"{"database": "none.db", "name": "a\"b\\c"}"#
        .write(toFile: config, atomically: false, encoding: .utf8)
      let run = try FinishedProgram.run(
        [Program.strongroom, "metrics", "--config", config],
        errorPath: sandbox.folder + "/command-stderr")
      #expect(run.end == .exit(0), "\(run.errors)")
      #expect(run.output.contains(#"database="a\"b\\c""#), "\(run.output)")
      #expect(try samples(run.output)["strongroom_database_exists"] == 0)
    }

    @Test(
      "are accepted by promtool without a complaint",
      .enabled(
        if: FileManager.default.isExecutableFile(atPath: promtool),
        "needs promtool; .ci/setup tests gets it"))
    func linter() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let run = try FinishedProgram.run(
        [
          "bash", "-c",
          "set -o pipefail; \"$0\" metrics --database \"$1\" | \"$2\" check metrics 2>&1",
          Program.strongroom, sandbox.database, Self.promtool,
        ], errorPath: sandbox.folder + "/command-stderr")
      #expect(run.end == .exit(0) && run.output.isEmpty, "\(run.output) \(run.errors)")
    }
  }
}
