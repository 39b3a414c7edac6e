import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService

@Suite("A schema that calls functions")
struct SchemaFunctionTests {
  struct Schema: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: String
  }

  static let schemas = [
    Schema(
      testDescription: "JSON in a check, as Django has it",
      sql: """
        CREATE TABLE app_event(id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
          payload text NOT NULL CHECK ((JSON_VALID("payload") OR "payload" IS NULL)));
        INSERT INTO app_event(payload) VALUES ('{"a":1}'), ('[]');
        """),
    Schema(
      testDescription: "JSON in an index, as PocketBase has it",
      sql: """
        CREATE TABLE `_logs`(`id` TEXT PRIMARY KEY DEFAULT ('r'||lower(hex(randomblob(7)))) NOT NULL,
          `data` JSON DEFAULT "{}" NOT NULL, `created` TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%fZ')));
        CREATE INDEX idx_logs_auth ON `_logs`(JSON_EXTRACT(`data`, '$.auth'));
        CREATE INDEX idx_logs_arrow ON `_logs`(data ->> '$.auth', data -> '$.url');
        CREATE INDEX idx_logs_part ON `_logs`(created) WHERE json_type(data, '$.auth') = 'text';
        INSERT INTO `_logs`(data) VALUES ('{"auth":"x","url":"/api"}');
        """),
    Schema(
      testDescription: "JSON in generated columns",
      sql: """
        CREATE TABLE doc(id INTEGER PRIMARY KEY, body TEXT,
          title TEXT AS (json_extract(body, '$.title')) VIRTUAL,
          tags INT GENERATED ALWAYS AS (json_array_length(body, '$.tags')) STORED);
        CREATE UNIQUE INDEX doc_title ON doc(title);
        INSERT INTO doc(body) VALUES ('{"title":"one","tags":[1,2]}'), ('{"title":"two"}');
        """),
    Schema(
      testDescription: "JSON in views, triggers, defaults and strict tables",
      sql: """
        CREATE TABLE t(a TEXT DEFAULT (json_object('a', 1)) CHECK (json_valid(a)), b ANY) STRICT;
        CREATE TABLE log(x);
        CREATE VIEW v AS SELECT value FROM t, json_each(t.a);
        CREATE TRIGGER tr AFTER INSERT ON t WHEN json_type(new.a) = 'object' BEGIN
          INSERT INTO log SELECT json_group_array(key) FROM json_each(new.a); END;
        INSERT INTO t(b) VALUES (x'00'), (1.5);
        """),
    Schema(
      testDescription: "JSON in the key of a table without row ids",
      sql: """
        CREATE TABLE w(k TEXT CHECK (json_valid(k)), n AS (json_extract(k, '$[0]')), v,
          PRIMARY KEY (k)) WITHOUT ROWID;
        CREATE INDEX w_n ON w(n);
        INSERT INTO w(k, v) VALUES ('[2]', 1), ('[1]', 2);
        """),
    Schema(
      testDescription: "functions of full-text search in a view",
      sql: """
        CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES ('one two'), ('three');
        CREATE VIEW found AS SELECT highlight(f, 0, '<', '>'), bm25(f) FROM f WHERE f MATCH 'one';
        """),
    Schema(
      testDescription: "300 functions in a check",
      sql:
        "CREATE TABLE c(x INT CHECK (\((0..<300).map { "abs(x) > \($0)" }.joined(separator: " OR "))));"
        + "INSERT INTO c VALUES (7), (NULL);"),
    Schema(
      testDescription: "an expression of 900 levels in a trigger, a check, an index and a view",
      sql: """
        CREATE TABLE d(x INT CHECK (\(sum(900)) IS NOT 1), y);
        CREATE INDEX d_sum ON d(\(sum(900)));
        CREATE VIEW dv AS SELECT \(sum(900)) AS n FROM d;
        CREATE TRIGGER dt AFTER UPDATE ON d BEGIN DELETE FROM d WHERE \(sum(900)) < 0; END;
        INSERT INTO d VALUES (7, 1), (NULL, 2);
        """),
    Schema(
      testDescription: "a pattern of 4000 bytes in a check",
      sql: """
        CREATE TABLE p(x TEXT CHECK (x NOT LIKE '\(String(repeating: "a_", count: 2000))'));
        INSERT INTO p VALUES ('abc');
        """),
  ]

  private static func sum(_ levels: Int) -> String {
    (0..<levels).map { _ in "x" }.joined(separator: "+")
  }

  @Test(
    "is backed up, proven, previewed, restored and converted", arguments: schemas,
    BackupFormat.files)
  func cycle(schema: Schema, format: BackupFormat) async throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(schema.sql)
    let operations = fixture.operations()
    #expect(
      !(try await operations.getStatus().warnings.map(\.kind)).contains("databaseUnavailable"))
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    #expect(backup.verifiedAt != nil)
    let report = try await operations.verifyBackup(
      .init(id: backup.id), by: .owner, control: OperationControl()
    ).report
    #expect(report.ok && report.findings == [])
    #expect(try operations.preview(backup).schema.same)
    let table = try RawConnection(fixture.databasePath).texts(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        + " AND name NOT LIKE 'sqlite%'")
    for name in table { try fixture.change("DELETE FROM \"\(name)\"") }
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath)
    try operations.exporting(backup, as: .sql, to: "export.sql.gz")
    try operations.exporting(backup, as: .sqlite, to: "export.db")
    try expectSame(then, fixture.folder["export.db"])
  }

  @Test("is taken in from a database file and from a dump")
  func imported() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    for (index, schema) in Self.schemas.prefix(5).enumerated() {
      let path = fixture.folder["import-\(index).db"]
      try RawConnection(path).execute(schema.sql)
      let backup = try operations.importing(path)
      #expect(backup.status == .completed && backup.format == .archive)
      try operations.exporting(backup, as: .sql, to: "import-\(index).sql.gz")
      #expect(
        try operations.importing(fixture.folder["import-\(index).sql.gz"]).status == .completed)
    }
  }
}
