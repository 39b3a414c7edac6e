import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Dumps with rows that are seen or large")
struct UnusualRowTests {
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
