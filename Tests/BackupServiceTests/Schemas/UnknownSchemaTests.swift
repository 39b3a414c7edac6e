import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService

@Suite("A schema that this SQLite does not understand in full")
struct UnknownSchemaTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: String
    /// In the first limit of the proof, if it has one.
    let limit: String?
    /// In the error of the other formats, which cannot have the database.
    let reason: String
    var unreadable: [String] = []
  }

  private static let rows =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b');"

  private static func adding(_ kind: String, _ name: String, _ sql: String) -> String {
    rows + "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES "
      + "('\(kind)', '\(name)', '\(kind == "view" ? name : "t")', 0, '\(sql)');"
  }

  static let cases = [
    Case(
      testDescription: "a newer view",
      sql: adding("view", "v", "CREATE VIEW v AS SELECT group_concat(x, 1 ORDER BY x) FROM t"),
      limit: "view “v”", reason: "view “v”"),
    Case(
      testDescription: "a newer trigger",
      sql: adding(
        "trigger", "tr",
        "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT string_agg(x, 1 ORDER BY x) FROM t; END"),
      limit: "trigger “tr”", reason: "trigger “tr”"),
    Case(
      testDescription: "a newer table with an index",
      sql: rows + """
        CREATE TABLE n(a INT DEFAULT 1, b); CREATE INDEX n_b ON n(b);
        WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500)
          INSERT INTO n SELECT i, hex(zeroblob(100)) FROM c;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE n(a INT DEFAULT 1_000, b)' WHERE name = 'n';
        """, limit: "index “n_b”", reason: "table “n”", unreadable: ["n"]),
    Case(
      testDescription: "a newer option of a table",
      sql: rows + """
        CREATE TABLE n(a INT, b); INSERT INTO n VALUES (1, 'x'), (2, 'y');
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE n(a INT, b) NEWER' WHERE name = 'n';
        """, limit: "table “n”", reason: "table “n”", unreadable: ["n"]),
    Case(
      testDescription: "a newer view behind many other definitions",
      sql: rows
        + (0..<150).map { "CREATE TABLE o\($0)(a); CREATE INDEX p\($0) ON o\($0)(a);" }.joined()
          + """
          CREATE VIEW v AS SELECT 1; PRAGMA writable_schema = ON;
          UPDATE sqlite_schema SET sql = 'CREATE VIEW v AS SELECT group_concat(x, 1 ORDER BY x) FROM t'
            WHERE name = 'v';
          """, limit: "view “v”", reason: "view “v”"),
    Case(
      testDescription: "an unknown module",
      sql: rows + """
        PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES
          ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING spellfix1');
        """, limit: "no module “spellfix1”", reason: "spellfix1"),
    Case(
      testDescription: "an unknown collation",
      sql: rows + """
        CREATE TABLE s(a TEXT); INSERT INTO s VALUES ('x'); PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE s(a TEXT COLLATE shopwise)' WHERE name = 's';
        """, limit: nil, reason: "shopwise"),
    Case(
      testDescription: "an unknown function in a check",
      sql: rows + """
        CREATE TABLE s(a TEXT); INSERT INTO s VALUES ('x'); PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE s(a TEXT CHECK (shopkey(a)))' WHERE name = 's';
        """, limit: "shopkey", reason: "shopkey"),
  ]

  @Test(
    "is kept by an archive, which says what was not checked", arguments: cases, ["wal", "delete"])
  func archive(sample: Case, mode: String) async throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change("PRAGMA journal_mode = \(mode); \(sample.sql)")
    let operations = fixture.operations()
    #expect(
      !(try await operations.getStatus().warnings.map(\.kind)).contains("databaseUnavailable"))
    let backup = try operations.create()
    let proof = try #require(backup.proof)
    #expect(proof.depth == .restored && backup.verifiedAt != nil)
    if let limit = sample.limit { #expect(proof.limits?.first?.contains(limit) == true) }
    #expect((backup.rowCount == nil) == !sample.unreadable.isEmpty)
    let report = try await operations.verifyBackup(
      .init(id: backup.id), by: .owner, control: OperationControl()
    ).report
    #expect(report.ok)
    if sample.limit != nil { #expect(report.limits != nil) }
    #expect(try await operations.getBackup(.init(id: backup.id)).backup.proof?.depth == .full)
    let preview = try operations.preview(backup)
    for name in sample.unreadable {
      let table = try #require(preview.tables.first { $0.name == name })
      #expect(table.rowsNow == nil && table.rowsInBackup == nil && table.changed == nil)
      #expect(preview.warnings.contains { $0.contains("“\(name)”") })
    }
    if !sample.unreadable.isEmpty {
      let totals = preview.totals
      #expect([totals.added, totals.removed, totals.changed] == [nil, nil, nil])
      let table = try #require(preview.tables.first { $0.name == sample.unreadable.first })
      #expect(table.added == nil && table.removed == nil)
    }
    let outcome = try await operations.restore(backup)
    #expect(outcome.restore.status == .completed)
    #expect(try operations.preview(backup).tables.first { $0.name == "t" }?.rowsNow == 2)
  }

  @Test(
    "is none that rows can be written of, which is no damage", arguments: cases,
    [BackupFormat.sql, .json])
  func refused(sample: Case, format: BackupFormat) throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(sample.sql)
    let failure = #expect(throws: ContractError.self) {
      try fixture.operations().create(.init(format: format))
    }
    #expect(failure?.kind == .incompatible)
    #expect(failure?.message.contains(sample.reason) == true)
    #expect(failure?.message.contains("SQLite 3.") == true)
    #expect(failure?.data.hint?.contains("archive") == true)
    #expect(fixture.archives == [])
  }

  @Test(
    "is told from one that is damaged",
    arguments: [
      "UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 't'",
      "UPDATE sqlite_schema SET sql = 'CREATE TABLE t(' || char(1) || ')' WHERE name = 't'",
      "UPDATE sqlite_schema SET sql = 'CREATE TABLE t((a)' WHERE name = 't'",
      "UPDATE sqlite_schema SET sql = 'TABLE t(a)' WHERE name = 't'",
    ])
  func damaged(change: String) throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(Self.rows + "PRAGMA writable_schema = ON; \(change)")
    let failure = #expect(throws: ContractError.self) { try fixture.operations().create() }
    #expect(failure?.kind == .databaseUnavailable && failure?.data.reason == "corrupt")
  }
}
