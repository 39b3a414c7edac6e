import Concurrency
import Databases
import GRDB
import Testing

@testable import SQLiteEngine

@Suite("Trust in the schema of an image")
struct SchemaTrustTests {
  @Test("lets JSON be checked in full, compared and read")
  func json() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try Application(
      path,
      """
      CREATE TABLE a(id INTEGER PRIMARY KEY, j TEXT CHECK (json_valid(j)),
        x AS (json_extract(j, '$.x')));
      CREATE INDEX a_x ON a(x); CREATE INDEX a_j ON a(j -> '$.x') WHERE json_type(j) = 'object';
      INSERT INTO a(j) VALUES ('{"x":1}'), ('[]');
      """
    ).close()
    let engine = SQLiteDatabase(path: path)
    let report = try engine.check(path, .full)
    #expect(report.isSound && report.uncheckedTables == [])
    #expect(try engine.inspect(cancellation: Cancellation()).schema.tableNames == ["a"])
    #expect(try engine.compare(path).tables.first?.changed == 0)
    #expect(
      try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { $0.size } > 0)
  }

  @Test(
    "ends before functions that reach beyond their arguments",
    arguments: [
      "rtreecheck('main', 'other') <> 'ok'", "rtreenode(2, a) = ''", "rtreedepth(a) = 3",
    ])
  func refused(check: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("image.db")
    try Application(
      path,
      """
      CREATE VIRTUAL TABLE other USING rtree(id, x0, x1); INSERT INTO other VALUES (1, 2, 3);
      CREATE TABLE t(a CHECK (\(check))); PRAGMA ignore_check_constraints = ON;
      INSERT INTO t VALUES (x'0000');
      """
    ).close()
    // That SQLite calls the function at all, where nothing refuses it.
    #expect(try !Application(path).texts("PRAGMA quick_check").isEmpty)
    let report = try SQLiteDatabase(path: path).check(path, .full)
    #expect(report.isSound)
    #expect(report.uncheckedTables == ["t"])
  }

  @Test("expands no view of an image")
  func views() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("image.db")
    // Without end, where each level is expanded: 3 to the 30th.
    let views = (1...30).map {
      "CREATE VIEW v\($0) AS SELECT 1 FROM v\($0 - 1), v\($0 - 1) AS b, v\($0 - 1) AS c;"
    }
    try Application(path, "CREATE TABLE a(b); CREATE VIEW v0 AS SELECT 1; \(views.joined())")
      .close()
    let report = try SQLiteDatabase(path: path).check(path, .full)
    #expect(report.isSound && report.tables.map(\.name) == ["a"])
  }
}
