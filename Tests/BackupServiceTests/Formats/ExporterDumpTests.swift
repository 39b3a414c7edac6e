import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteImages

/// The forms that other programs write, in our own words: some copied from a run of the program, some
/// made after its source or its documentation. The shell and Python's `iterdump` run in the tests.
@Suite("Dumps of other exporters")
struct ExporterDumpTests {
  @Test("become what SQLite itself makes of them", arguments: ExporterDump.all)
  func known(dump: ExporterDump) throws {
    let folder = try TemporaryFolder()
    let report = try replay(Array(dump.text.utf8), to: folder["a.db"])
    #expect(report == dump.passedOver)
    let connection = try RawConnection(folder["b.db"])
    for statement in dump.statements ?? [dump.text] { try connection.execute(statement) }
    let differences = try DatabaseEquality.differences(between: folder["a.db"], and: folder["b.db"])
    #expect(differences == [], "\(dump)")
    #expect(
      try RawConnection(folder["a.db"]).rows("PRAGMA integrity_check") == [
        [.text(Array("ok".utf8))]
      ])
  }

  @Test(
    "of Python itself are taken, whatever is in the database",
    .enabled(if: PythonExporter.iterdump.isInstalled, "Python is not installed"))
  func iterdump() throws { try python(.iterdump) }

  @Test(
    "of sqlite-utils are taken, whatever is in the database",
    .enabled(
      if: PythonExporter.sqliteUtils.isInstalled, "sqlite-utils is missing: run .ci/setup tests"))
  func sqliteUtils() throws { try python(.sqliteUtils) }

  @Test(
    "of apsw are taken, whatever is in the database",
    .enabled(if: PythonExporter.apsw.isInstalled, "apsw is missing: run .ci/setup tests"))
  func apsw() throws { try python(.apsw) }

  private func python(_ exporter: PythonExporter) throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["a.db"]).execute(Self.odd)
    let dump = try exporter.dump(of: folder["a.db"])
    try replay(dump, to: folder["b.db"])
    // apsw writes the rows of the statistics in another order than they are in.
    let query = "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1, 2, 3"
    let statistics = try ["a.db", "b.db"].map { try RawConnection(folder[$0]).rows(query) }
    #expect(statistics[0] == statistics[1])
    for name in ["a.db", "b.db"] {
      try RawConnection(folder[name]).execute("DELETE FROM sqlite_stat1")
    }
    let differences = try DatabaseEquality.differences(between: folder["a.db"], and: folder["b.db"])
    #expect(differences == [], "\(differences.prefix(3))")
  }

  @Test(
    "of the shell keep text that is not UTF-8", .enabled(if: SQLiteShellProgram.isInstalled),
    arguments: ["caf\\xe9", "a\\xff\\nb"])
  func malformed(bytes: String) throws {
    let folder = try TemporaryFolder()
    let hex = bytes.replacing("\\xe9", with: "\u{1}").replacing("\\xff", with: "\u{2}")
      .replacing("\\n", with: "\n").utf8
      .map { $0 == 1 ? "e9" : $0 == 2 ? "ff" : String(UnicodeScalar($0).value, radix: 16) }
      .map { $0.count == 1 ? "0" + $0 : $0 }.joined()
    try RawConnection(folder["a.db"]).execute(
      "CREATE TABLE t(a); INSERT INTO t VALUES(CAST(x'\(hex)' AS TEXT))")
    try replay(shellDump(of: folder["a.db"]), to: folder["b.db"])
    let differences = try DatabaseEquality.differences(between: folder["a.db"], and: folder["b.db"])
    #expect(differences == [])
  }

  @Test(
    "may begin with a byte order mark, and end their lines as Windows does",
    arguments: ["\u{FEFF}", ""], ["\n", "\r\n"])
  func windows(mark: String, newline: String) throws {
    let folder = try TemporaryFolder()
    let lines = ["BEGIN;", "CREATE TABLE a(x);", "INSERT INTO a VALUES(1);", "COMMIT;", ""]
    try replay(Array((mark + lines.joined(separator: newline)).utf8), to: folder["a.db"])
    #expect(try RawConnection(folder["a.db"]).rows("SELECT x FROM a") == [[.integer(1)]])
  }

  @Test(
    "are refused with what would change the dump's own data, or anything outside of it",
    arguments: [
      "CREATE TABLE a(x); INSERT INTO a VALUES(1); DROP TABLE IF EXISTS a;",
      "CREATE TABLE a(x); INSERT INTO a VALUES(1); DELETE FROM a;",
      "CREATE TABLE a(x); INSERT INTO a VALUES(1); DELETE FROM a WHERE x='1';",
      "CREATE TABLE a(x); INSERT INTO a VALUES(1); UPDATE a SET x=2;",
      "CREATE TABLE a(x); CREATE VIEW v AS SELECT 1; DROP VIEW v;",
      "CREATE TABLE a(x); DELETE FROM sqlite_schema WHERE name='a' AND type='table';",
      "CREATE TABLE a(x); DELETE FROM sqlite_schema;", "DROP TABLE a;",
      "ATTACH 'x.db' AS x; CREATE TABLE a(x);", "CREATE TABLE a(x); DETACH main;",
      "SELECT load_extension('x');",
      "CREATE TABLE a(x); INSERT INTO a VALUES(load_extension('x'));",
      "CREATE TABLE a(x); INSERT INTO a SELECT 1;", "INSERT INTO temp.a VALUES(1);",
      "CREATE TABLE a(x); SAVEPOINT s; INSERT INTO a VALUES(1); ROLLBACK TO s; RELEASE s;",
      "CREATE TABLE a(x); SAVEPOINT s; INSERT INTO a VALUES(1);",
      "BEGIN; CREATE TABLE a(x); COMMIT; BEGIN; INSERT INTO a VALUES(1); ROLLBACK;",
      "BEGIN; CREATE TABLE a(x); ROLLBACK;", "PRAGMA key='x'; CREATE TABLE a(x);",
      "PRAGMA temp_store_directory='/tmp'; CREATE TABLE a(x);",
      "INSERT INTO sqlite_schema VALUES('table','m','m',0,'CREATE VIRTUAL TABLE m USING fts5(x)');",
      "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema VALUES('table','a','a',2,'CREATE TABLE a(x)');",
      "CREATE TABLE sqlite_sequence(name,seq,more);", "CREATE TABLE sqlite_other(x);",
      "CREATE TEMP TABLE a(x);", "VACUUM INTO 'x.db';",
      "CREATE TABLE a(x); ALTER TABLE a ADD COLUMN y;",
    ])
  func refused(text: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: DumpError.self) { try replay(Array(text.utf8), to: folder["a.db"]) }
    #expect(TemporaryFolder.names(in: folder.path) == [])
  }

  /// - Returns: what was passed over.
  @discardableResult
  private func replay(_ text: [UInt8], to path: String) throws -> [String: Int] {
    let whole = try DumpFile.replay(text, to: path)
    if text.count < 20_000 {
      // Pieces of one byte cut every token.
      let again = path + ".again"
      #expect(try DumpFile.replay(text, to: again, pieces: 1) == whole)
      #expect(try DatabaseEquality.differences(between: path, and: again) == [])
      unlink(again)
    }
    return whole
  }

  /// Names that are keywords, values that no plain literal has, and all that ends a statement.
  static let odd = """
    CREATE TABLE author(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, big NUMERIC, b BLOB);
    CREATE TABLE "the ""book""; END;"("key" TEXT PRIMARY KEY, "end" REAL) WITHOUT ROWID;
    CREATE TABLE trigger(a, "begin" CHECK ("begin" <> 'END;'));
    INSERT INTO author VALUES(7,'O''Hara'||char(10)||'two'||char(13,10)||'three',1e20,x'00ff');
    INSERT INTO author VALUES(9,'é😀',9e999,x'');
    INSERT INTO author VALUES(10,'gone',-9223372036854775808,NULL);
    DELETE FROM author WHERE id = 10;
    INSERT INTO "the ""book""; END;" VALUES('k;2',0.1),('--/*',-9e999);
    INSERT INTO trigger VALUES(1,'x'),(NULL,2);
    CREATE INDEX "create trigger" ON author(name COLLATE NOCASE) WHERE name <> 'x;y';
    CREATE VIEW v AS SELECT name, count(*) AS n FROM author GROUP BY 1;
    CREATE TRIGGER trigger AFTER INSERT ON trigger BEGIN
      UPDATE trigger SET a = CASE WHEN NEW.a THEN ';' ELSE 'END;' END; -- END;
    END;
    CREATE VIRTUAL TABLE docs USING fts5(title, body);
    INSERT INTO docs VALUES('one','hello world'),('two','bye');
    CREATE VIRTUAL TABLE box USING rtree(id, a, b);
    INSERT INTO box VALUES(1,2,3);
    ANALYZE;
    """
}

enum PythonExporter {
  case iterdump, sqliteUtils, apsw

  var isInstalled: Bool { PythonTool.has("sqlite3") && PythonTool.has(module) }

  private var module: String {
    switch self {
    case .iterdump: "sqlite3"
    case .sqliteUtils: "sqlite_utils"
    case .apsw: "apsw.shell"
    }
  }

  func dump(of path: String) throws -> [UInt8] {
    let script =
      switch self {
      case .iterdump:
        "import sqlite3,sys\nfor line in sqlite3.connect(sys.argv[1]).iterdump(): print(line)"
      case .sqliteUtils:
        "import sqlite_utils,sys\nfor line in sqlite_utils.Database(sys.argv[1]).iterdump(): print(line)"
      case .apsw:
        "import apsw.shell,sys\napsw.shell.Shell(args=[sys.argv[1],'.dump'])"
      }
    return Array(try PythonTool.run(script, path).utf8)
  }
}
