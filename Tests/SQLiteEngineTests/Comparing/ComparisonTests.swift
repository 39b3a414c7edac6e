import Concurrency
import Databases
import GRDB
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("A comparison with an image")
struct ComparisonTests {
  /// Two databases: `setup` in both, then `edit` in the live one.
  private func pair(_ folder: TemporaryFolder, _ setup: String, _ edit: String) throws
    -> (engine: SQLiteDatabase, image: String)
  {
    let paths = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(paths.1, setup).close()
    try Bytes.copy(paths.1, to: paths.0)
    try Application(paths.0, edit).close()
    return (SQLiteDatabase(path: paths.0), paths.1)
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let setup: String
    let edit: String
    /// Rows now, rows in the image, added, removed, changed.
    let outcome: [Int?]
    let method: TableComparison.Method

    init(
      _ description: String, _ setup: String, _ edit: String, _ outcome: [Int?],
      _ method: TableComparison.Method
    ) {
      testDescription = description
      self.setup = setup
      self.edit = edit
      self.outcome = outcome
      self.method = method
    }
  }

  static let cases = [
    Case(
      "an integer key",
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b); INSERT INTO t VALUES (1,1),(2,2)",
      "UPDATE t SET b = 9 WHERE a = 1; DELETE FROM t WHERE a = 2; INSERT INTO t VALUES (7,7),(8,8)",
      [3, 2, 1, 2, 1], .primaryKey),
    Case(
      "an integer key whose order keeps it from being the row id",
      "CREATE TABLE t(a INTEGER PRIMARY KEY DESC, b); INSERT INTO t VALUES (1,1),(2,2),(3,3)",
      "DELETE FROM t WHERE a < 3; INSERT INTO t VALUES (2,2),(1,5)", [3, 3, 0, 0, 1], .primaryKey),
    Case(
      "rows that were written anew under the same key",
      "CREATE TABLE t(k TEXT PRIMARY KEY, v); INSERT INTO t VALUES ('a',1),('b',2),('c',3)",
      "DELETE FROM t WHERE k < 'c'; INSERT INTO t VALUES ('a',1),('b',5)", [3, 3, 0, 0, 1],
      .primaryKey),
    Case(
      "keys that changed places",
      "CREATE TABLE t(k TEXT PRIMARY KEY, v); INSERT INTO t VALUES ('a',1),('b',2)",
      "UPDATE t SET k = 'x' WHERE k = 'a'; UPDATE t SET k = 'a' WHERE k = 'b'; "
        + "UPDATE t SET k = 'b' WHERE k = 'x'", [2, 2, 0, 0, 2], .primaryKey),
    Case(
      "no key", "CREATE TABLE t(v); INSERT INTO t VALUES (1),(2),(3)",
      "DELETE FROM t WHERE v = 1; UPDATE t SET v = 9 WHERE v = 3", [2, 3, 1, 0, 1], .rowid),
    Case(
      "a number that became a real one",
      "CREATE TABLE t(k PRIMARY KEY, v); INSERT INTO t VALUES (1,1)",
      "UPDATE t SET v = 1.0", [1, 1, 0, 0, 1], .primaryKey),
    Case(
      "a key that became a real number, and moved",
      "CREATE TABLE t(k PRIMARY KEY, v); INSERT INTO t VALUES (1,1),(2,2)",
      "DELETE FROM t WHERE k = 1; INSERT INTO t VALUES (1.0, 1)", [2, 2, 0, 0, 1], .primaryKey),
    Case(
      "zeros of two signs", "CREATE TABLE t(v); INSERT INTO t VALUES (0.0)",
      "UPDATE t SET v = -0.0", [1, 1, 0, 0, 1], .rowid),
    Case(
      "a text that became a blob", "CREATE TABLE t(v); INSERT INTO t VALUES ('a')",
      "UPDATE t SET v = x'61'", [1, 1, 0, 0, 1], .rowid),
    Case(
      "texts that differ behind a NUL or in bytes that are no UTF-8",
      "CREATE TABLE t(v); INSERT INTO t VALUES (CAST(x'610062' AS TEXT)),(CAST(x'FF' AS TEXT))",
      "UPDATE t SET v = CAST(x'610063' AS TEXT) WHERE rowid = 1; "
        + "UPDATE t SET v = CAST(x'FE' AS TEXT) WHERE rowid = 2", [2, 2, 0, 0, 2], .rowid),
    Case(
      "an empty text, an empty blob and NULL",
      "CREATE TABLE t(v); INSERT INTO t VALUES (''),(x''),(NULL),(''),(x'')",
      "UPDATE t SET v = x'' WHERE rowid = 1; UPDATE t SET v = NULL WHERE rowid = 2; "
        + "UPDATE t SET v = '' WHERE rowid = 3", [5, 5, 0, 0, 3], .rowid),
    Case(
      "no row ids, and numbers beyond what a real one can tell apart",
      "CREATE TABLE t(k PRIMARY KEY, v) WITHOUT ROWID; "
        + "INSERT INTO t VALUES (9007199254740992.0, 1), (9007199254740993, 2), (9e18, 1)",
      "DELETE FROM t WHERE v = 1 AND k < 9e17", [2, 3, 1, 0, 0], .primaryKey),
    Case(
      "no row ids, and another order than that of the bytes",
      "CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES ('a')",
      "INSERT INTO t VALUES ('B')", [2, 1, nil, nil, nil], .count),
    Case(
      "no row ids, and a falling order",
      "CREATE TABLE t(k, l, PRIMARY KEY (k, l DESC)) WITHOUT ROWID; INSERT INTO t VALUES (1,1)",
      "INSERT INTO t VALUES (2,2)", [2, 1, nil, nil, nil], .count),
    Case(
      "columns with the names of the row id",
      "CREATE TABLE t(rowid TEXT, _rowid_ TEXT, v); INSERT INTO t VALUES ('z','y',1),('a','b',2)",
      "UPDATE t SET v = 5 WHERE rowid = 'z'", [2, 2, 0, 0, 1], .rowid),
    Case(
      "columns with all names of the row id",
      "CREATE TABLE t(rowid, _rowid_, oid); INSERT INTO t VALUES (1,2,3)",
      "DELETE FROM t", [0, 1, nil, nil, nil], .count),
    Case(
      "another column", "CREATE TABLE t(a); INSERT INTO t VALUES (1)",
      "ALTER TABLE t ADD COLUMN b", [1, 1, nil, nil, nil], .count),
    Case(
      "generated columns",
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b, c AS (b + 1), d AS (b * 2) STORED); "
        + "INSERT INTO t(b) VALUES (1), (2)", "UPDATE t SET b = 5 WHERE a = 1", [2, 2, 0, 0, 1],
      .primaryKey),
    Case(
      "a generated column with the name of the row id",
      "CREATE TABLE t(a, rowid AS ('x' || a)); INSERT INTO t VALUES (1), (2), (3)",
      "UPDATE t SET a = 5 WHERE a = 2", [3, 3, 0, 0, 1], .rowid),
    Case(
      "UTF-16",
      "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t(k TEXT PRIMARY KEY, v) WITHOUT ROWID; "
        + "INSERT INTO t VALUES ('Ā',1),('a',2),('ÿ',3),('𝄞',4),('～',5)",
      "UPDATE t SET v = 9 WHERE k = 'Ā'; DELETE FROM t WHERE k = '𝄞'", [4, 5, 1, 0, 1], .primaryKey),
    Case(
      "a table that only the database has", "CREATE TABLE u(a)",
      "CREATE TABLE t(a); INSERT INTO t VALUES (1)", [1, nil, nil, nil, nil], .count),
    Case(
      "a table that only the image has", "CREATE TABLE t(a); INSERT INTO t VALUES (1)",
      "DROP TABLE t", [nil, 1, nil, nil, nil], .count),
  ]

  @Test("counts the rows of", arguments: cases, ["DELETE", "WAL"])
  func counts(_ sample: Case, mode: String) throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try pair(
      folder, sample.setup, "PRAGMA journal_mode = \(mode);" + sample.edit)
    let table = try #require(engine.compare(image).tables.first { $0.name == "t" })
    #expect(
      [table.rowsNow, table.rowsInImage, table.added, table.removed, table.changed]
        == sample.outcome)
    #expect(table.method == sample.method)
  }

  @Test("compares tables with names of any length and kind")
  func names() throws {
    let folder = try TemporaryFolder()
    let names = [
      String(repeating: "n", count: 300), String(repeating: "ग", count: 90), #"a/b"c'd%e?f"#,
    ]
    let setup = names.map {
      "CREATE TABLE \"\($0.replacing("\"", with: "\"\""))\"(k TEXT PRIMARY KEY);"
    }
    let edits = names.map { "INSERT INTO \"\($0.replacing("\"", with: "\"\""))\" VALUES ('x');" }
    let (engine, image) = try pair(folder, setup.joined(), edits.joined())
    #expect(try engine.compare(image).tables.map(\.removed) == [1, 1, 1])
  }

  @Test("names what the two schemas do not share")
  func schemas() throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try pair(
      folder,
      """
      CREATE TABLE a(x); CREATE TABLE b(x); CREATE INDEX b_x ON b(x);
      CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;
      """, "DROP TABLE a; CREATE VIEW v AS SELECT 1; DROP INDEX b_x; CREATE INDEX b_x ON b(x DESC)")
    let differences = try engine.compare(image).schemaDifferences
    #expect(
      differences.map { "\($0.change) \($0.objectKind) \($0.name)" } == [
        "changed index b_x", "missing table a", "missing trigger t", "extra view v",
      ])
  }

  @Test("names the migrations that one side lacks")
  func migrations() throws {
    let folder = try TemporaryFolder()
    let setup = """
      CREATE TABLE _prisma_migrations(id TEXT PRIMARY KEY, checksum TEXT, finished_at DATETIME,
        migration_name TEXT, rolled_back_at DATETIME);
      INSERT INTO _prisma_migrations VALUES (1, 'x', 1, 'first', NULL), (2, 'x', 2, 'second', NULL);
      """
    let (engine, image) = try pair(
      folder, setup,
      """
      DELETE FROM _prisma_migrations WHERE id = 2;
      INSERT INTO _prisma_migrations VALUES (3, 'x', 3, 'third', NULL), (4, 'x', NULL, 'bad', NULL)
      """)
    let migrations = try engine.compare(image).migrations
    #expect(migrations?.onlyInImage == ["second"])
    #expect(migrations?.onlyInDatabase == ["third"])
    #expect(try engine.inspect(cancellation: Cancellation()).migrations?.pending == 1)
  }

  @Test("does not hold writers off, in either journal mode", arguments: ["DELETE", "WAL"])
  func writers(mode: String) throws {
    let folder = try TemporaryFolder()
    let setup = (0..<12).map { "CREATE TABLE t\($0)(k TEXT PRIMARY KEY);" }.joined()
    let (engine, image) = try pair(folder, setup, "PRAGMA journal_mode = \(mode)")
    let application = try Application(engine.path, busySeconds: 0)
    let comparison = try engine.compare(image: image, cancellation: Cancellation()) { _, _ in
      do { try application.run("INSERT OR IGNORE INTO t0 VALUES (1)") } catch {
        Issue.record(error)
      }
    }
    #expect(comparison.tables.count == 12)
    #expect(FileFacts(folder.file("snapshot.sqlite")) == nil)
  }

  @Test("ends when it is cancelled, and leaves no working file", arguments: ["DELETE", "WAL"])
  func cancelled(mode: String) throws {
    let folder = try TemporaryFolder()
    let live = folder.file("live.db")
    let image = folder.file("image.sqlite")
    try ShopGenerator(path: live, targetBytes: 400_000, journalMode: .delete, seed: 1).generate()
    try Bytes.copy(live, to: image)
    try Application(live, "PRAGMA journal_mode = \(mode); UPDATE Customer SET id = id || 'x'")
      .close()
    let cancellation = Cancellation()
    let engine = SQLiteDatabase(path: live)
    #expect(
      isCancelled {
        _ = try engine.compare(image: image, cancellation: cancellation) { _, _ in
          cancellation.cancel()
        }
      })
    let names = try FileSystem.names(in: folder.path)
    #expect(
      names.filter { $0 != "live.db-wal" && $0 != "live.db-shm" } == ["image.sqlite", "live.db"])
  }
}
