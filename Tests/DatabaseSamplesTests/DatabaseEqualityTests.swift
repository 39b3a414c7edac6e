import DatabaseSamples
import Testing

/// A change to a database, and what the line that tells of it must hold.
struct Mutation: Sendable, CustomStringConvertible {
  let description: String
  let sql: String
  let notice: String

  init(_ description: String, _ sql: String, notice: String) {
    (self.description, self.sql, self.notice) = (description, sql, notice)
  }

  static let all: [Mutation] = [
    .init("another user_version", "PRAGMA user_version = 8", notice: "user_version"),
    .init("another application_id", "PRAGMA application_id = -1", notice: "application_id"),
    .init(
      "another auto_vacuum", "PRAGMA auto_vacuum = 1; VACUUM", notice: "auto_vacuum"),
    .init(
      "one bit of a real", "UPDATE v SET x = 0.30000000000000004 WHERE id = 1",
      notice: "real 0.3 (3fd3333333333333) ≠ real 0.30000000000000004"),
    .init("an integer for a real", "UPDATE v SET x = 1 WHERE id = 2", notice: "integer 1"),
    .init("zero without its sign", "UPDATE v SET x = 0.0 WHERE id = 3", notice: "real -0.0"),
    .init("a blob for text", "UPDATE v SET x = x'61' WHERE id = 4", notice: "blob 1:x'61'"),
    .init("text for NULL", "UPDATE v SET x = '' WHERE id = 5", notice: "NULL ≠ text 0"),
    .init("an integer off by one", "UPDATE v SET x = x - 1 WHERE id = 6", notice: "integer 922"),
    .init(
      "text cut at a NUL", "UPDATE v SET x = 'a' WHERE id = 7", notice: "text 3:x'610062' ≠ text 1"),
    .init(
      "text made valid", "UPDATE v SET x = CAST(x'efbfbd' AS TEXT) WHERE id = 8",
      notice: "text 1:x'ff' ≠ text 3"),
    .init("text for a number", "UPDATE v SET x = '5' WHERE id = 9", notice: "integer 5 ≠ text"),
    .init("a line feed more", "UPDATE v SET x = x || char(10) WHERE id = 4", notice: "610a"),
    .init(
      "infinity made a number", "UPDATE v SET x = 1.7976931348623157e308 WHERE id = 10",
      notice: "real inf"),
    .init("a missing row", "DELETE FROM v WHERE id = 1", notice: "10 rows ≠ 9"),
    .init("another row", "INSERT INTO v VALUES (99, NULL)", notice: "10 rows ≠ 11"),
    .init(
      "another rowid", "UPDATE r SET rowid = 8 WHERE rowid = 7", notice: "\"rowid\": integer 7"),
    .init(
      "another order where no rowid can be reached",
      "CREATE TEMP TABLE k AS SELECT * FROM h; DELETE FROM h; INSERT INTO h SELECT * FROM k ORDER BY x DESC",
      notice: "table \"h\", row 0"),
    .init("a row in an empty table", "INSERT INTO empty VALUES (1)", notice: "0 rows ≠ 1"),
    .init("a changed key", "UPDATE w SET a = 'B'", notice: "table \"w\""),
    .init("a changed virtual column", "UPDATE g SET a = 2", notice: "\"doubled\""),
    .init("a missing index", "DROP INDEX i", notice: "missing in the schema: index i of v"),
    .init("another index", "CREATE INDEX j ON v(x)", notice: "added in the schema: index j"),
    .init("a missing view", "DROP VIEW seen", notice: "missing in the schema: view"),
    .init("a missing trigger", "DROP TRIGGER t", notice: "missing in the schema: trigger t"),
    .init("a missing table", "DROP TABLE empty", notice: "missing in the schema: table empty"),
    .init(
      "a definition of the same meaning",
      "DROP VIEW seen; CREATE VIEW seen AS SELECT  1", notice: "added in the schema: view seen"),
    .init("another sequence", "UPDATE sqlite_sequence SET seq = 101", notice: "sqlite_sequence"),
    .init("a missing sequence", "DELETE FROM sqlite_sequence", notice: "sqlite_sequence"),
    .init("other statistics", "UPDATE sqlite_stat1 SET stat = '1 1'", notice: "sqlite_stat1"),
    .init(
      "another word", "UPDATE f SET a = 'other' WHERE rowid = 1", notice: "table \"f_content\""),
    .init(
      "a damaged full-text index", "DELETE FROM f_data WHERE id > 10", notice: "table \"f\": fine ≠"
    ),
    .init("another full-text structure", "INSERT INTO f(f) VALUES ('optimize')", notice: "f_data"),
    .init(
      "a damaged R*Tree", "DELETE FROM b_rowid WHERE rowid = 1", notice: "table \"b\": fine ≠"),
    .init("another box", "UPDATE b SET maxX = 7.5 WHERE id = 1", notice: "table \"b\""),
  ]

  static let database = """
    PRAGMA user_version = 7; PRAGMA application_id = 5;
    CREATE TABLE v(id INTEGER PRIMARY KEY, x);
    INSERT INTO v VALUES (1, 0.3), (2, 1.0), (3, -0.0), (4, 'a'), (5, NULL),
      (6, 9223372036854775807), (7, CAST(x'610062' AS TEXT)), (8, CAST(x'ff' AS TEXT)), (9, 5),
      (10, 9e999);
    CREATE TABLE r(x); INSERT INTO r(rowid, x) VALUES (-3, 1), (7, 2);
    CREATE TABLE h(x, rowid, oid, _rowid_); INSERT INTO h(x) VALUES (1), (2);
    CREATE TABLE empty(x);
    CREATE TABLE w(a COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID; INSERT INTO w VALUES ('b');
    CREATE TABLE g(a, doubled AS (a * 2)); INSERT INTO g VALUES (1);
    CREATE TABLE s(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO s VALUES (100);
    CREATE INDEX i ON v(x) WHERE x IS NOT NULL;
    CREATE VIEW seen AS SELECT 1;
    CREATE TRIGGER t AFTER INSERT ON empty WHEN 0 BEGIN SELECT 1; END;
    CREATE VIRTUAL TABLE f USING fts5(a);
    INSERT INTO f VALUES ('one'); INSERT INTO f VALUES ('two'); DELETE FROM f WHERE a = 'two';
    CREATE VIRTUAL TABLE b USING rtree(id, minX, maxX);
    INSERT INTO b VALUES (1, 2.5, 3.5), (2, 0, 1);
    ANALYZE;
    """
}

@Suite("Equality of databases")
struct DatabaseEqualityTests {
  private let folder: SampleFolder
  private let original: String
  private let other: String

  init() throws {
    folder = try SampleFolder()
    original = folder.file("original.db")
    other = folder.file("other.db")
    for path in [original, other] { try RawConnection(path).execute(Mutation.database) }
  }

  @Test("a database made twice is the same")
  func same() throws {
    #expect(try DatabaseEquality.differences(between: original, and: other) == [])
  }

  @Test("each difference is noticed", arguments: Mutation.all)
  func noticed(mutation: Mutation) throws {
    try RawConnection(other).execute(mutation.sql)
    let differences = try DatabaseEquality.differences(between: original, and: other)
    #expect(differences.contains { $0.contains(mutation.notice) }, "\(differences)")
  }

  @Test("text that differs by encoding alone is different, and so is the encoding")
  func encoding() throws {
    let path = folder.file("wide.db")
    try RawConnection(path).execute("PRAGMA encoding = 'UTF-16le';" + Mutation.database)
    let differences = try DatabaseEquality.differences(between: original, and: path)
    #expect(differences.contains { $0.hasPrefix("encoding") }, "\(differences)")
  }

  @Test("the page size and free pages make no difference")
  func layout() throws {
    let (one, two) = (folder.file("large pages.db"), folder.file("small pages.db"))
    let rows = "CREATE TABLE t(x); INSERT INTO t(rowid, x) VALUES (5, zeroblob(9000)), (9, 'x');"
    try RawConnection(one).execute("PRAGMA page_size = 32768;" + rows)
    try RawConnection(two).execute("PRAGMA page_size = 512;" + rows)
    try RawConnection(two).execute("CREATE TABLE z AS SELECT zeroblob(50000); DROP TABLE z;")
    #expect(try DatabaseEquality.differences(between: one, and: two) == [])
  }

  @Test("a file that is no database is an error")
  func missing() throws {
    #expect(throws: SQLFailure.self) {
      try DatabaseEquality.differences(between: original, and: folder.file("none.db"))
    }
  }

  @Test(
    "the shell tells the same of two that are the same",
    .enabled(if: SQLiteShellProgram.isInstalled))
  func shell() throws {
    #expect(try shellSchema(of: original) == shellSchema(of: other))
    #expect(try shellSchema(of: original).contains("CREATE VIEW seen AS SELECT 1"))
    #expect(try shellDump(of: original) == shellDump(of: other))
    try RawConnection(other).execute("DROP INDEX i")
    #expect(try shellSchema(of: original) != shellSchema(of: other))
  }
}
