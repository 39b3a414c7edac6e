import Concurrency
import Databases
import GRDB
import Testing

@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("The check of an image")
struct ImageCheckTests {
  private func image(_ folder: TemporaryFolder, _ setup: String) throws -> String {
    let path = folder.file("image.sqlite")
    try Application(path, setup).close()
    return path
  }

  private func engine(_ folder: TemporaryFolder) -> SQLiteDatabase {
    SQLiteDatabase(path: folder.file("live.db"))
  }

  static let numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 500)"

  struct Sound: CustomTestStringConvertible {
    let testDescription: String
    let setup: String
    let rows: [String: Int]
  }

  static let sound = [
    Sound(testDescription: "nothing", setup: "PRAGMA user_version = 1", rows: [:]),
    Sound(
      testDescription: "full-text search",
      setup: """
        CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT);
        CREATE VIRTUAL TABLE search USING fts5(body, content=note, content_rowid=id);
        CREATE VIRTUAL TABLE own USING fts5(body);
        CREATE TRIGGER note_in AFTER INSERT ON note BEGIN INSERT INTO search(rowid, body)
          VALUES (new.id, new.body); END;
        INSERT INTO note(body) VALUES ('gas'), ('cylinder'); INSERT INTO own VALUES ('bill');
        """, rows: ["note": 2]),
    Sound(
      testDescription: "tables without row ids",
      setup: "CREATE TABLE a(k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO a VALUES (1, 2)",
      rows: ["a": 1]),
    Sound(
      testDescription: "strict tables and generated columns",
      setup: """
        CREATE TABLE a(k INTEGER PRIMARY KEY, v TEXT NOT NULL, up TEXT AS (upper(v)) STORED,
          low TEXT AS (lower(v)) VIRTUAL) STRICT;
        CREATE INDEX a_low ON a(low); INSERT INTO a(v) VALUES ('Ab'), ('cD');
        """, rows: ["a": 2]),
    Sound(
      testDescription: "odd names and double-quoted strings",
      setup: """
        CREATE TABLE "a ""b""; drop"("select" TEXT CHECK ("select" <> 'literal'));
        CREATE TABLE "20"(a); INSERT INTO "20" VALUES (1);
        """, rows: [#"a "b"; drop"#: 0, "20": 1]),
    Sound(
      testDescription: "a collation and functions that only the application has",
      setup: """
        CREATE TABLE a(id INTEGER PRIMARY KEY, name TEXT COLLATE shopwise, note TEXT
          CHECK (shopkey(note) <> 'x'), small AS (shopkey(name)));
        CREATE INDEX a_name ON a(name); CREATE INDEX a_key ON a(shopkey(name));
        CREATE INDEX a_part ON a(note) WHERE shopkey(note) > 'm';
        CREATE TABLE b(k TEXT COLLATE shopwise PRIMARY KEY, v) WITHOUT ROWID;
        INSERT INTO a(name, note) VALUES ('one', 'r'), ('two', 's'), ('three', 't');
        INSERT INTO b VALUES ('one', 1), ('two', 2), ('three', 3);
        """, rows: ["a": 3, "b": 3]),
    Sound(
      testDescription: "a foreign key that cannot be checked",
      setup: """
        CREATE TABLE parent(a, b); CREATE TABLE child(x REFERENCES parent(a));
        INSERT INTO child VALUES (1)
        """, rows: ["parent": 0, "child": 1]),
    Sound(
      testDescription: "an index and a view over what is gone",
      setup: """
        CREATE TABLE a(b); CREATE VIEW v AS SELECT * FROM lost; CREATE VIEW w AS SELECT * FROM v;
        CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO lost VALUES (1); END
        """, rows: ["a": 0]),
  ]

  @Test("passes a database with", arguments: sound, [CheckDepth.quick, .full])
  func passes(_ sound: Sound, depth: CheckDepth) throws {
    let folder = try TemporaryFolder()
    let report = try engine(folder).check(image(folder, sound.setup), depth)
    #expect(report.faults == [])
    let rows = Dictionary(uniqueKeysWithValues: report.tables.map { ($0.name, $0.rows) })
    #expect(rows == sound.rows)
  }

  @Test("says which tables it could not check in full, as the application's functions are missing")
  func unchecked() throws {
    let folder = try TemporaryFolder()
    let path = try image(
      folder,
      """
      CREATE TABLE plain(a PRIMARY KEY); CREATE TABLE sorted(a COLLATE shopwise);
      CREATE INDEX sorted_a ON sorted(a); CREATE TABLE keyed(a);
      CREATE INDEX keyed_a ON keyed(shopkey(a)); INSERT INTO sorted VALUES ('x'), ('y'), ('z');
      """)
    #expect(try engine(folder).check(path, .full).uncheckedTables == ["keyed", "sorted"])
    #expect(try engine(folder).check(path, .quick).uncheckedTables == [])
  }

  @Test("counts broken references, and calls them no fault")
  func foreignKeys() throws {
    let folder = try TemporaryFolder()
    let path = try image(
      folder,
      """
      CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
      CREATE TABLE c(p REFERENCES p(id)); INSERT INTO c VALUES (1), (2), (3), (NULL);
      CREATE TABLE d(x REFERENCES nowhere(id)); INSERT INTO d VALUES (9);
      CREATE TABLE e(x REFERENCES c(p)); INSERT INTO e VALUES (9);
      """)
    let report = try engine(folder).check(path)
    #expect(report.isSound)
    #expect(report.foreignKeyViolations == 3)
  }

  /// Damages an index behind SQLite's back, by a schema that hides it while its table changes.
  private func withStaleIndex(_ change: String, _ folder: TemporaryFolder) throws -> String {
    let path = try image(
      folder,
      """
      CREATE TABLE a(b INTEGER, c TEXT); CREATE INDEX a_b ON a(b);
      \(Self.numbers) INSERT INTO a SELECT n, 'row ' || n FROM c;
      """)
    let root = try Application(path).integers(
      "SELECT rootpage FROM sqlite_schema WHERE name = 'a_b'")[0]
    try Application(
      path,
      """
      PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'a_b';
      """
    ).close()
    try Application(path, change).close()
    try Application(
      path,
      """
      PRAGMA writable_schema = ON; INSERT INTO sqlite_schema
      VALUES ('index', 'a_b', 'a', \(root), 'CREATE INDEX a_b ON a(b)');
      """
    ).close()
    return path
  }

  @Test(
    "finds an index that contradicts its table, when it is a full one",
    arguments: ["UPDATE a SET b = 777 WHERE b = 50", "DELETE FROM a WHERE b = 50"])
  func staleIndex(change: String) throws {
    let folder = try TemporaryFolder()
    let path = try withStaleIndex(change, folder)
    #expect(try !engine(folder).check(path, .full).isSound)
  }

  @Test("finds a page that is used twice, and one that nothing uses")
  func pages() throws {
    let folder = try TemporaryFolder()
    let path = try image(folder, "CREATE TABLE a(x); CREATE TABLE b(x); INSERT INTO a VALUES (1)")
    try Application(
      path,
      """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'a')
      """
    ).close()
    let faults = try engine(folder).check(path, .quick).faults
    #expect(!faults.isEmpty)
  }

  @Test("calls what is no database a fault", arguments: [[], Array("text".utf8)])
  func noDatabase(bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("image.sqlite")
    try Bytes.write(bytes, to: path)
    #expect(try !engine(folder).check(path, .quick).isSound)
    #expect(try !engine(folder).check(path, .full).isSound)
  }

  @Test(
    "survives a schema table with values that no program would write",
    arguments: [
      "UPDATE sqlite_schema SET name = NULL", "UPDATE sqlite_schema SET name = x'FF00FE'",
      "UPDATE sqlite_schema SET tbl_name = NULL", "UPDATE sqlite_schema SET type = x'C328'",
      "UPDATE sqlite_schema SET sql = x'FF'", "UPDATE sqlite_schema SET rootpage = -4",
      "UPDATE sqlite_schema SET rootpage = 'many'", "INSERT INTO sqlite_schema(type) VALUES (1.5)",
      "UPDATE sqlite_schema SET sql = NULL", "UPDATE sqlite_schema SET sql = 'CREATE TABLE x('",
    ])
  func hostileSchema(change: String) throws {
    let folder = try TemporaryFolder()
    let path = try image(folder, "CREATE TABLE a(b PRIMARY KEY); INSERT INTO a VALUES (1)")
    try Application(path, "PRAGMA writable_schema = ON; \(change)").close()
    let engine = SQLiteDatabase(path: path)
    do {
      _ = try engine.check(path)
      _ = try engine.inspect(cancellation: Cancellation())
      _ = try engine.compare(path)
    } catch {
      #expect(error is EngineError)
    }
  }

  @Test("survives a migration table with values that no migration tool would write")
  func hostileMigrations() throws {
    let folder = try TemporaryFolder()
    let path = try image(
      folder,
      """
      CREATE TABLE _prisma_migrations(id, checksum, finished_at, migration_name, rolled_back_at);
      INSERT INTO _prisma_migrations VALUES (NULL, x'FF', x'FE', NULL, NULL),
        (1, NULL, 5, x'FFFE', NULL), (1, 2.5, 1.5, 7, NULL), (1, 1, NULL, NULL, 4);
      """)
    let description = try SQLiteDatabase(path: path).inspect(cancellation: Cancellation())
    #expect(description.migrations?.applied.count == 3)
    #expect(description.migrations?.pending == 1)
  }

  @Test("runs no code that the image brings along")
  func inert() throws {
    let folder = try TemporaryFolder()
    let trap = folder.file("trap.db")
    let path = try image(
      folder,
      """
      CREATE TABLE a(b, c AS (printf('%s', b))); INSERT INTO a(b) VALUES (1);
      CREATE VIEW _prisma_migrations AS SELECT load_extension('\(trap)') AS migration_name,
        1 AS finished_at, NULL AS rolled_back_at, 1 AS checksum;
      CREATE TRIGGER t AFTER UPDATE ON a BEGIN SELECT load_extension('\(trap)'); END;
      CREATE INDEX i ON a(b) WHERE b > 0;
      """)
    let engine = SQLiteDatabase(path: path)
    #expect(try engine.check(path).isSound)
    #expect(try engine.inspect(cancellation: Cancellation()).migrations == nil)
    #expect(try engine.compare(path).tables.map(\.name) == ["a"])
    #expect(FileFacts(trap) == nil)
  }

  @Test("ends when it is cancelled")
  func cancelled() throws {
    let folder = try TemporaryFolder()
    let path = try image(folder, "CREATE TABLE a(b)")
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(
      isCancelled {
        _ = try engine(folder).check(image: path, depth: .full, cancellation: cancellation)
      })
  }
}
