import Concurrency
import Databases
import Testing

@testable import SQLiteEngine

@Suite("Deleting all data")
struct ErasureTests {
  @Test(
    "leaves the settings, the migrations and the chief administrators of a shop, as they were",
    arguments: ["DELETE", "TRUNCATE", "PERSIST", "WAL"])
  func shop(mode: String) throws {
    let erasing = try Erasing(shop: 3, mode: mode)
    let application = try Application(erasing.path, "PRAGMA journal_mode = \(mode)")
    try application.run("UPDATE User SET name = name; DELETE FROM Otp")
    let queries = [
      "SELECT * FROM SystemSettings", "SELECT * FROM _prisma_migrations",
      "SELECT * FROM User WHERE role = 'SUPER_ADMIN'",
    ]
    let before = try queries.map { try erasing.texts($0) }
    let definitions = try erasing.texts("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2")
    #expect(before.allSatisfy { !$0.isEmpty })
    let report = try erasing.erase(.shop)
    #expect(report.spaceReturned && report.warnings == [])
    #expect(try queries.map { try erasing.texts($0) } == before)
    #expect(
      try erasing.texts("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2") == definitions)
    let tables = try erasing.texts(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for table in tables where !["SystemSettings", "_prisma_migrations"].contains(table) {
      let rows = try erasing.texts("SELECT count(*) FROM \"\(table)\"")
      #expect(rows == [table == "User" ? "\(before[2].count)" : "0"], "\(table)")
    }
    #expect(try erasing.texts("SELECT * FROM sqlite_sequence") == [])
    #expect(try erasing.texts("PRAGMA foreign_key_check") == [])
    #expect(try application.texts("PRAGMA journal_mode") == [mode.lowercased()])
    #expect(try application.integers("SELECT count(*) FROM Customer") == [0])
    try application.run("INSERT INTO ActivityLog(module, action) VALUES ('reset', 'done')")
    #expect(try application.integers("SELECT id FROM ActivityLog") == [1])
    try application.run("DELETE FROM ActivityLog; DELETE FROM sqlite_sequence")
    #expect(try erasing.texts("PRAGMA freelist_count") == ["0"])
    #expect(try erasing.plan(.shop).tables.allSatisfy { $0.rows == $0.kept })
  }

  @Test("leaves what stays, and nothing else", arguments: ErasureCase.all, ["DELETE", "WAL"])
  func cases(_ given: ErasureCase, mode: String) throws {
    let erasing = try Erasing(given.sql, mode: mode)
    #expect(try erasing.plan(given.rules).clearedReferences == given.cleared)
    let report = try erasing.erase(given.rules)
    #expect(report.warnings == [] && report.spaceReturned)
    for (query, rows) in given.expected {
      #expect(try erasing.texts(query) == rows, "\(query)")
    }
  }

  @Test(
    "works on every page size, encoding and way to give back pages",
    arguments: [512, 1024, 4096, 65_536], ["UTF-8", "UTF-16le", "UTF-16be"])
  func layouts(pageSize: Int, encoding: String) throws {
    for vacuum in ["NONE", "FULL", "INCREMENTAL"] {
      for mode in ["DELETE", "WAL"] {
        let erasing = try Erasing(
          """
          PRAGMA page_size = \(pageSize); PRAGMA encoding = '\(encoding)';
          PRAGMA auto_vacuum = \(vacuum); CREATE TABLE t(id TEXT PRIMARY KEY, data);
          CREATE TABLE c(t REFERENCES t, n);
          INSERT INTO t SELECT 'kéy' || value, randomblob(700) FROM json_each('[1,2,3,4,5,6,7,8]');
          INSERT INTO c SELECT id, 1 FROM t;
          """, mode: mode)
        let before = try erasing.texts("SELECT hex(data) FROM t WHERE id = 'kéy4'")
        let report = try erasing.erase(.only(["c"], rows: ["t": "id = 'kéy4'"]))
        #expect(report.spaceReturned)
        #expect(try erasing.texts("SELECT hex(data) FROM t") == before)
        #expect(try erasing.texts("SELECT t, count(*) FROM c GROUP BY t") == ["NULL|7", "kéy4|1"])
        #expect(try erasing.texts("PRAGMA page_size") == ["\(pageSize)"])
        #expect(try erasing.texts("PRAGMA encoding") == [encoding])
        #expect(
          try erasing.texts("PRAGMA auto_vacuum")
            == ["\(["NONE", "FULL", "INCREMENTAL"].firstIndex(of: vacuum) ?? -1)"])
      }
    }
  }

  @Test("tells a usual condition that does not fit, and deletes these rows")
  func usualCondition() throws {
    let erasing = try Erasing("CREATE TABLE User(id, kind); INSERT INTO User VALUES (1, 'x')")
    let plan = try erasing.plan(.shop)
    #expect(plan.warnings.count == 1 && plan.warnings[0].contains("no such column: role"))
    #expect(plan.tables == [TableErasure(name: "User", rows: 1, kept: 0)])
    // One that fits, and keeps nobody, is told as well.
    let nobody = EraseRules(usualRows: ["User": "kind = 'y'"])
    #expect(
      try erasing.plan(nobody).warnings
        == ["No row of “User” is kept: none matches the condition kind = 'y'."])
    try erasing.erase(.shop)
  }

  @Test("deletes many rows around those that stay, step by step")
  func strides() throws {
    let erasing = try Erasing(
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, n); INSERT INTO t
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50000)
      SELECT i * 7, i FROM c;
      INSERT INTO t VALUES (-9223372036854775808, 0), (9223372036854775807, 1), (-5, 2), (-4, 3);
      """)
    let rules = EraseRules.only(rows: ["t": "n % 4 = 0"])
    var steps: [(Int64, Int64)] = []
    _ = try erasing.engine.erase(rules, cancellation: Cancellation()) {
      steps.append(($0, $1))
    } whileWritersWait: { _ in
    } beforeCommit: { _, _ in
    }
    #expect(steps.map(\.1) == [Int64](repeating: 37_503, count: steps.count) && steps.count >= 4)
    #expect(steps.map(\.0) == steps.map(\.0).sorted() && steps.last?.0 == 37_503)
    #expect(
      try erasing.texts("SELECT count(*), min(id), max(id), sum(n % 4) FROM t")
        == ["12501|-9223372036854775808|350000|0"])
  }
}
