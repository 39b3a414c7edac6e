import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite(
  "Definitions of every kind",
  .enabled(if: SQLiteShellProgram.isInstalled, "the sqlite3 shell is not installed"))
struct DefinitionCorpusTests {
  @Test(
    "come back from every format as the shell of SQLite shows them", arguments: 0..<24,
    BackupFormat.files)
  func generated(seed: Int, format: BackupFormat) async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    let what = try GeneratedDefinitions.make(seed: UInt64(seed), at: fixture.databasePath)
    try await cycle(fixture, format, what)
  }

  /// Each once made a format impossible, or was lost on the way.
  private static let once: [(name: String, sql: String)] = [
    (
      "a JSON function in a check, an index and a generated column",
      """
      CREATE TABLE event(id INTEGER PRIMARY KEY, data TEXT CHECK (json_valid(data) OR data IS NULL),
        kind AS (json_extract(data, '$.kind')) STORED);
      CREATE INDEX event_user ON event(json_extract(data, '$.user'));
      INSERT INTO event(id, data) VALUES (1, '{"kind":"in","user":7}'), (2, NULL);
      """
    ),
    (
      "a table named as the storage of a full-text index that reads it",
      """
      CREATE TABLE pages_content(id INTEGER PRIMARY KEY, text TEXT);
      CREATE VIRTUAL TABLE pages USING fts5(text, content='pages_content', content_rowid='id');
      INSERT INTO pages_content VALUES (4, 'one'), (9, 'two');
      INSERT INTO pages(pages) VALUES ('rebuild');
      """
    ),
    (
      "a table, a view, an index and a trigger with bare keywords as names",
      """
      CREATE TABLE trigger(view TEXT, begin TEXT); CREATE VIEW view AS SELECT begin FROM trigger;
      CREATE INDEX end ON trigger(begin); INSERT INTO trigger VALUES ('end', ';');
      CREATE TRIGGER trigger AFTER INSERT ON trigger BEGIN SELECT 1; END;
      """
    ),
    (
      "FTS4 over a table, without columns of its own",
      """
      CREATE TABLE mail(subject, body); INSERT INTO mail VALUES ('re', 'hello all');
      CREATE VIRTUAL TABLE mail_index USING fts4(content="mail");
      INSERT INTO mail_index(mail_index) VALUES ('rebuild');
      """
    ),
    (
      "a row that breaks a check",
      """
      CREATE TABLE stock(id INTEGER PRIMARY KEY, count INT CHECK (count >= 0), name TEXT);
      PRAGMA ignore_check_constraints = ON; INSERT INTO stock VALUES (1, 3, 'a'), (2, -3, NULL);
      """
    ),
    (
      "ends of lines of Windows in definitions and in rows",
      """
      CREATE TABLE note(id INTEGER PRIMARY KEY,\r\n  text TEXT DEFAULT 'one\r\ntwo\rthree', -- end\r\n  x);\r
      CREATE VIEW lines AS\r\n  SELECT 'a\r\nb' AS both, "\r\n" AS bare FROM note;\r
      CREATE INDEX note_text\r\n ON note(replace(text, '\r\n', ' ')) WHERE text <> '\r';\r
      CREATE TRIGGER log AFTER INSERT ON note BEGIN\r\n  SELECT 'x\r\ny';\r\nEND;\r
      INSERT INTO note(id) VALUES (1); INSERT INTO note VALUES (2, 'x\r\ny\rz\n', '\r\n');
      """
    ),
    (
      "AUTOINCREMENT with a sequence of its own",
      """
      CREATE TABLE ticket(id INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO ticket VALUES (5, 'a');
      UPDATE sqlite_sequence SET seq = 900;
      """
    ),
  ]

  @Test(
    "that were lost once come back from every format", arguments: once.indices, BackupFormat.files)
  func known(index: Int, format: BackupFormat) async throws {
    let (name, sql) = Self.once[index]
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try RawConnection(fixture.databasePath).execute(sql)
    try await cycle(fixture, format, name)
  }

  @Test("with a name that has a Windows end of line come back, or say that they cannot")
  func windowsName() async throws {
    for format in BackupFormat.files {
      let fixture = try ServiceFixture(nil as SampleDatabase?)
      try RawConnection(fixture.databasePath).execute(
        "CREATE TABLE \"a\r\nb\"(x); INSERT INTO \"a\r\nb\" VALUES (1)")
      guard format == .sql else {
        try await cycle(fixture, format, "a name with CR LF")
        continue
      }
      let failure = serviceFailure { try fixture.operations().create(.init(format: .sql)) }
      #expect(failure?.kind == .incompatible && failure?.message.contains("CR LF") == true)
    }
  }

  /// Statistics of other builds of SQLite: <https://www.sqlite.org/fileformat2.html#the_sqlite_stat4_table>.
  @Test(
    "of the statistics of any build of SQLite come back from every format",
    arguments: [
      ("sqlite_stat2", "tbl, idx, sampleno, sample", "'t', 'i', 1, x'0102'"),
      ("sqlite_stat3", "tbl, idx, neq, nlt, ndlt, sample", "'t', 'i', '1', '0', '0', 'a'"),
      (
        "sqlite_stat4", "tbl, idx, neq, nlt, ndlt, sample", "'t', 'i', '1 1', '0 0', '0 0', x'0312'"
      ),
    ], BackupFormat.files)
  func statistics(
    table: (name: String, columns: String, row: String), format: BackupFormat
  ) async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    let connection = try RawConnection(fixture.databasePath)
    try connection.execute(
      """
      CREATE TABLE t(a); CREATE INDEX i ON t(a); INSERT INTO t VALUES ('a'); ANALYZE;
      CREATE TABLE other(\(table.columns)); INSERT INTO other VALUES (\(table.row));
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET name = '\(table.name)', tbl_name = '\(table.name)',
        sql = 'CREATE TABLE \(table.name)(\(table.columns.replacing(" ", with: "")))'
        WHERE name = 'other';
      """)
    try await cycle(fixture, format, table.name)
  }

  /// Backs a database up, takes it away, and restores it.
  private func cycle(
    _ fixture: ServiceFixture, _ format: BackupFormat, _ comment: String
  ) async throws {
    let cycle = try BackupCycle(fixture, format, comment)
    let (schema, dump) = (try shellSchema(of: cycle.then), try shellDump(of: cycle.then))
    try cycle.expectVerified(.restore)
    let preview = try cycle.operations.preview(cycle.backup)
    #expect(preview.valid && preview.schema.same && preview.totals.changed == 0, "\(comment)")
    for suffix in ["", "-wal", "-shm"] { unlink(fixture.databasePath + suffix) }
    _ = try await cycle.operations.restore(cycle.backup)
    try expectSame(cycle.then, fixture.databasePath, comment)
    #expect(try shellSchema(of: fixture.databasePath) == schema, "\(comment)")
    #expect(try shellDump(of: fixture.databasePath) == dump, "\(comment)")
  }
}
