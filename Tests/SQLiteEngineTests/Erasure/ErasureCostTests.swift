import GRDB
import Testing

@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("What deleting all data costs")
struct ErasureCostTests {
  private func open(_ erasing: Erasing) throws -> GuardedConnection {
    try GuardedConnection(path: erasing.path, role: .live, standsInForCollations: false)
  }

  @Test("the pages of a table of which nothing stays are dropped, not its rows deleted")
  func truncates() throws {
    let erasing = try Erasing(
      """
      CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE t(a REFERENCES p ON DELETE CASCADE, b);
      CREATE INDEX i ON t(shopkey(a)); CREATE TRIGGER d AFTER DELETE ON t BEGIN DELETE FROM p; END;
      CREATE TABLE w(a COLLATE shopwise PRIMARY KEY) WITHOUT ROWID;
      """)
    let connection = try open(erasing)
    defer { connection.close() }
    for (table, clears) in [("t", 2), ("w", 1), ("p", 1)] {
      let steps = try connection.run { db in
        try Row.fetchAll(db, sql: "EXPLAIN " + RowDeletion(table: table, kept: nil).sql)
          .map { $0["opcode"] as String }
      }
      #expect(steps.count { $0 == "Clear" } == clears && !steps.contains("Delete"), "\(steps)")
    }
  }

  @Test("what stays of a table is found by its key")
  func searches() throws {
    let erasing = try Erasing(
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, p TEXT REFERENCES p); CREATE TABLE p(k TEXT PRIMARY KEY);
      CREATE TABLE w(a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
      INSERT INTO t VALUES (1, 'x'), (2, 'y'); INSERT INTO p VALUES ('x'), ('y');
      INSERT INTO w VALUES ('x', 1), ('y', 2);
      """)
    let connection = try open(erasing)
    defer { connection.close() }
    try connection.run { db in
      var lister = KeptRowLister(db)
      let rows = try lister.list("t", .rowid("id"), condition: "id = 1")
      let keys = try lister.list("w", .key(["\"a\"", "\"b\""]), condition: "b = 1")
      let schema = try EraseSchema(db) {}
      let decider = try ReferenceDecider(
        db, schema, [SQLName("t"): .some(rows), SQLName("w"): .some(keys)]
      ) {}
      let statements =
        [
          RowDeletion(table: "t", kept: rows).sql, RowDeletion(table: "w", kept: keys).sql,
        ] + decider.clearings.map(\.sql)
      #expect(statements.count == 3)
      for sql in statements {
        let sql = "EXPLAIN QUERY PLAN " + sql.replacing("?", with: "1")
        let plan = try Row.fetchAll(db, sql: sql).map { $0["detail"] as String }
        let scans = plan.filter { $0.hasPrefix("SCAN") }
        #expect(scans.allSatisfy { $0 == "SCAN t" } && scans.count <= 1, "\(plan)")
      }
    }
  }
}
