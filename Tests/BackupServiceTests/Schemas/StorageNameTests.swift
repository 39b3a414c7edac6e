import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

@Suite("A table that is named like the storage of a virtual table")
struct StorageNameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: String
    /// The application's tables and their rows.
    let rows: [String: Int]
  }

  static let cases = [
    Case(
      testDescription: "the content of an FTS5 index",
      sql: """
        CREATE TABLE notes_content(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
        CREATE VIRTUAL TABLE notes USING fts5(body, content='notes_content', content_rowid='id');
        CREATE TABLE other(a INTEGER PRIMARY KEY);
        INSERT INTO notes_content VALUES (1,'one'),(2,'two'),(3,'three'); INSERT INTO other VALUES (1);
        INSERT INTO notes(notes) VALUES ('rebuild');
        """, rows: ["notes_content": 3, "other": 1]),
    Case(
      testDescription: "the content of an FTS4 index",
      sql: """
        CREATE TABLE docs_content(docid INTEGER PRIMARY KEY, body TEXT);
        CREATE VIRTUAL TABLE docs USING fts4(content="docs_content", body);
        INSERT INTO docs_content VALUES (1,'one'),(2,'two');
        INSERT INTO docs(docs) VALUES ('rebuild');
        """, rows: ["docs_content": 2]),
    Case(
      testDescription: "sizes that an FTS5 index does not keep",
      sql: """
        CREATE VIRTUAL TABLE f USING fts5(body, columnsize=0); INSERT INTO f VALUES ('one');
        CREATE TABLE f_docsize(id INTEGER PRIMARY KEY, x); INSERT INTO f_docsize VALUES (1, 2);
        """, rows: ["f_docsize": 1]),
    Case(
      testDescription: "sizes that an FTS4 index does not keep",
      sql: """
        CREATE VIRTUAL TABLE f USING fts4(body, matchinfo="fts3"); INSERT INTO f VALUES ('one');
        CREATE TABLE f_docsize(id INTEGER PRIMARY KEY, x); INSERT INTO f_docsize VALUES (1, 2);
        """, rows: ["f_docsize": 1]),
    Case(
      testDescription: "content of an index without content",
      sql: """
        CREATE VIRTUAL TABLE f USING fts5(body, content=''); INSERT INTO f(rowid, body) VALUES (1, 'a');
        CREATE TABLE f_content(id INTEGER PRIMARY KEY, x); INSERT INTO f_content VALUES (1, 2), (2, 3);
        """, rows: ["f_content": 2]),
    Case(
      testDescription: "suffixes of other modules",
      sql: """
        CREATE VIRTUAL TABLE geo USING rtree(id, x0, x1); INSERT INTO geo VALUES (1, 2, 3);
        CREATE TABLE geo_content(a); INSERT INTO geo_content VALUES (1);
        CREATE TABLE geo_data(a); INSERT INTO geo_data VALUES (1), (2);
        CREATE VIRTUAL TABLE f USING fts5(body); CREATE TABLE f_node(a); CREATE TABLE f_segdir(a);
        """, rows: ["geo_content": 1, "geo_data": 2, "f_node": 0, "f_segdir": 0]),
    Case(
      testDescription: "the storage of an index, read by another one",
      sql: """
        CREATE VIRTUAL TABLE a USING fts5(body); INSERT INTO a VALUES ('one');
        CREATE VIRTUAL TABLE b USING fts5(c0, content='a_content', content_rowid='id');
        CREATE TABLE t(x); INSERT INTO t VALUES (1);
        """, rows: ["t": 1]),
  ]

  @Test("is counted, compared and restored", arguments: cases, BackupFormat.files)
  func cycle(sample: Case, format: BackupFormat) async throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(sample.sql)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    #expect(backup.tableCount == sample.rows.count)
    #expect(backup.rowCount == sample.rows.values.reduce(0, +))
    let emptied = sample.rows.filter { $0.value > 0 }.keys.sorted()
    for name in emptied { try fixture.change("DELETE FROM \(name) WHERE rowid > 0") }
    let report = try operations.preview(backup)
    #expect(report.tables.filter { $0.added ?? 0 > 0 }.map(\.name) == emptied)
    #expect(report.totals.added == sample.rows.values.reduce(0, +))
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath)
  }

  @Test("is given the rows of a document that has no schema", arguments: cases)
  func document(sample: Case) async throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(sample.sql)
    let table = try #require(sample.rows.filter { $0.value > 0 }.keys.sorted().first)
    let columns = try RawConnection(fixture.databasePath).texts(
      "SELECT name FROM pragma_table_info('\(table)')")
    let row = columns.map { "\"\($0)\":7" }.joined(separator: ",")
    try FileContent.write(
      Array("{\"version\":\"1.0\",\"data\":{\"\(table)\":[{\(row)}]}}".utf8),
      to: fixture.folder["rows.json"])
    let operations = fixture.operations()
    let backup = try operations.importing(fixture.folder["rows.json"])
    _ = try await operations.restore(backup)
    #expect(
      try RawConnection(fixture.databasePath).texts("SELECT \(columns[0]) FROM \(table)") == ["7"])
  }
}
