import DatabaseEngines
import TestSupport
import Testing

@testable import BackupService

@Suite("Dumps that ask for more than they bring", .serialized)
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

  @Test("are refused by a line, and soon", arguments: dumps)
  func refused(dump: String) throws {
    let folder = try TemporaryFolder()
    let text = Array("BEGIN;\n\(dump)\nCOMMIT;\n".utf8)
    let error = #expect(throws: DumpError.self) {
      try DumpFile.replay(text, to: folder["image.db"], limits: BuildLimits(imageBytes: 64 << 20))
    }
    #expect(error?.line != nil)
    #expect(TemporaryFolder.names(in: folder.path) == [])
  }

  @Test("rows behind a trigger that would see them are refused")
  func triggered() throws {
    let folder = try TemporaryFolder()
    let text = """
      CREATE TABLE t(a);
      INSERT INTO t VALUES(1);
      CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END;
      INSERT INTO T VALUES(2);
      """
    let error = #expect(throws: DumpError.self) {
      try DumpFile.replay(Array(text.utf8), to: folder["image.db"])
    }
    #expect(error?.reason == .refused)
    #expect(error?.line == 4)
  }

  @Test("a row is taken that is larger than what statements may make, and indexed")
  func large() throws {
    let folder = try TemporaryFolder()
    let blob = String(repeating: "a5", count: 40 << 20)
    let text =
      "CREATE TABLE t(a, b);\nINSERT INTO t VALUES(x'\(blob)', 5.0e-10*2.0e-300);\n"
      + "CREATE INDEX i ON t(a);\n"
    try DumpFile.replay(Array(text.utf8), to: folder["image.db"])
  }
}
