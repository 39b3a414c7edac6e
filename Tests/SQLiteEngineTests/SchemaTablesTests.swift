import GRDB
import Testing

@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("The tables of a schema")
struct SchemaTablesTests {
  private static let schema = """
    CREATE TABLE plain(id INTEGER PRIMARY KEY, x);
    CREATE TABLE [quoted "name](x ANY) STRICT;
    CREATE TABLE keyed(k TEXT PRIMARY KEY) without /* no ids */ rowid;
    CREATE TABLE both(k INT PRIMARY KEY, x INT) STRICT, WITHOUT ROWID;
    CREATE TABLE notice(x DEFAULT 'WITHOUT ROWID');
    CREATE TABLE counted(id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE VIRTUAL TABLE five USING fts5(a);
    CREATE VIRTUAL TABLE "four" USING fts4(a);
    CREATE VIRTUAL TABLE outer_five USING fts5(x, content='outer_five_text', columnsize=0);
    CREATE TABLE outer_five_text(x);
    CREATE TABLE outer_five_Content(x);
    CREATE VIRTUAL TABLE box USING rtree(id, a, b);
    CREATE VIRTUAL TABLE words USING fts5vocab(five, row);
    CREATE TABLE five_other(x); CREATE TABLE FOUR_STATISTICS(x); CREATE TABLE words_data(x);
    CREATE VIEW seen AS SELECT x FROM plain;
    CREATE VIEW five_view AS SELECT * FROM five;
    CREATE INDEX i ON plain(x); CREATE TRIGGER seen_trigger AFTER DELETE ON plain BEGIN SELECT 1; END;
    """

  @Test("are the ones that SQLite lists itself, and of the same kinds")
  func likeSQLite() throws {
    let queue = try DatabaseQueue()
    try queue.inDatabase { db in
      try db.execute(sql: Self.schema)
      let expected = try Row.fetchAll(
        db, sql: "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'"
      ).map { "\($0[0] as String) \($0[1] as String) \($0[2] as Bool)" }
      let found = try SchemaTables(db).all.map { table in
        let type =
          switch table.kind {
          case .virtual: "virtual"
          case .view: "view"
          default: table.isShadowByName ? "shadow" : "table"
          }
        return "\(table.name) \(type) \(table.isWithoutRowid)"
      }
      #expect(found.sorted() == expected.sorted())
      #expect(found.contains { $0.hasSuffix("shadow true") })
    }
  }

  @Test("leave out what SQLite does not understand")
  func gaps() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("newer.db")
    let application = try Application(
      path,
      """
      CREATE TABLE a(x); CREATE TABLE b(x); PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = 'CREATE TABLE b(x NEWER(1,2) IN 3)' WHERE name = 'b';
      """)
    try application.close()
    let connection = try GuardedConnection(path: path, role: .live)
    defer { connection.close() }
    let names = try connection.run { db in try SchemaTables(db).ordinary.map(\.name) }
    #expect(names == ["a"])
    #expect(connection.gaps.map(\.name) == ["b"])
  }
}

@Suite("The options of a table")
struct TableOptionsTests {
  @Test(
    "are known ones, whatever the definition has beside them",
    arguments: [
      "CREATE TABLE t(a)", "CREATE TABLE t(a PRIMARY KEY) WITHOUT ROWID",
      "CREATE TABLE t(a INT PRIMARY KEY)\nstrict , without\trowid",
      "CREATE TABLE t(a CHECK (a IN (1, 2))) STRICT /* of (old) */ -- NEWER )",
      "CREATE TABLE \"t) NEWER\"(a DEFAULT ') NEWER')",
    ])
  func known(sql: String) { #expect(TableOptions.unknown(in: sql) == nil) }

  @Test(
    "are named where they are not known",
    arguments: [
      "CREATE TABLE t(a) NEWER", "CREATE TABLE t(a CHECK (a > (1)))NEWER /* ) */",
      "CREATE TABLE t(a) STRICT, NEWER", "CREATE TABLE t(a) /* STRICT) */ NEWER",
    ])
  func unknown(sql: String) { #expect(TableOptions.unknown(in: sql) == "NEWER") }
}
