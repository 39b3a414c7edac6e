import Foundation
import JSONCoding
import Testing

extension ProcessTests {
  /// In a process of their own: what bounds their memory would meet all that a test process does.
  @Suite("Dumps that ask for more than they bring")
  struct ExhaustingDumpTests {
    private static func list(_ count: Int, _ item: (Int) -> String) -> String {
      (0..<count).map(item).joined(separator: ",")
    }

    static let dumps: [String] = [
      "CREATE TABLE t(\(list(1900) { "c\($0)" }));\n"
        + "INSERT INTO t VALUES(\(list(1900) { "hex(zeroblob(2000000-\($0)))" }));",
      "CREATE TABLE t(a, "
        + list(1000) { "c\($0) DEFAULT (hex(zeroblob(2000000-\($0))))" } + ");\n"
        + "INSERT INTO t(a) VALUES(1);",
      "CREATE TABLE t(a DEFAULT (zeroblob(900000000)), b);\nINSERT INTO t(b) VALUES(1);",
      "CREATE TABLE t(a, b AS (zeroblob(900000000)) STORED);\nINSERT INTO t(a) VALUES(1);",
      "CREATE TABLE t(a);\nINSERT INTO t VALUES(coalesce(\(list(100_000) { "length(\($0))" })));",
      "CREATE TABLE t(a CHECK (max(\(list(120) { "length(hex(a||\($0)))" }))+"
        + "0 \(String(repeating: "+length(a)", count: 5000))));\nINSERT INTO t VALUES(1);",
    ]

    @Test("are refused by a line, and leave nothing", arguments: dumps)
    func refused(dump: String) throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/dump.sql"
      try Data("BEGIN;\n\(dump)\nCOMMIT;\n".utf8).write(to: URL(filePath: path))
      let run = try sandbox.run("import", path, "--json")
      #expect(run.end == .exit(65), "\(run.output)\(run.errors)")
      let error = try JSONValue(parsing: Array(run.output.utf8))["error"]
      #expect(error?["data"]?["line"]?.intValue != nil, "\(run.output)")
      #expect(try sandbox.files() == [])
      #expect(try sandbox.leftovers() == [])
    }

    @Test("are told which setting bounds the memory of a statement, and by its line")
    func memory() throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/dump.sql"
      // 480 MB in one row, none of whose values is too large, nor are there too many functions.
      let columns = Self.list(120) { "c\($0)" }
      let values = Self.list(120) { "hex(zeroblob(2000000-\($0)))" }
      try Data("CREATE TABLE t(\(columns));\nINSERT INTO t VALUES(\(values));\n".utf8)
        .write(to: URL(filePath: path))
      let run = try sandbox.run("import", path, "--json")
      #expect(run.end == .exit(65), "\(run.output)\(run.errors)")
      let data = try JSONValue(parsing: Array(run.output.utf8))["error"]?["data"]
      #expect(data?["kind"] == "incompatible" && data?["reason"] == "limit", "\(run.output)")
      #expect(data?["setting"] == "limits.importBytes" && data?["line"] == 2, "\(run.output)")
      #expect(data?["hint"]?.stringValue?.contains("limits.importBytes") == true, "\(run.output)")
      let session = try sandbox.serve()
      let reply = try session.call("importBackup", ["path": .string(path)])["error"]?["data"]
      #expect(reply == data)
      #expect(try session.end() == .exit(0))
      #expect(try sandbox.leftovers() == [])
    }
  }
}
