import Concurrency
import Databases
import Testing

@testable import SQLiteEngine

@Suite("A deletion of all data that is refused")
struct ErasureRefusalTests {
  private static let tables = """
    CREATE TABLE User(id INTEGER PRIMARY KEY, role TEXT); INSERT INTO User VALUES (1,'A'), (2,'B');
    CREATE VIEW chiefs AS SELECT * FROM User;
    CREATE VIRTUAL TABLE docs USING fts5(body, content='');
    CREATE TABLE n(rowid, _rowid_, oid); INSERT INTO n VALUES (1,2,3);
    """

  @Test(
    "for a table that does not exist, or is none",
    arguments: ["user ", "Users", "chiefs", "docs_data", "sqlite_schema", "main.User", ""])
  func tables(name: String) throws {
    let erasing = try Erasing(Self.tables)
    for rules in [EraseRules.only([name]), .only(rows: [name: "1"])] {
      let error = eraseError { _ = try erasing.plan(rules) }
      #expect(error?.reason == .unknownTable && error?.table == name)
      #expect(error?.message.contains("“\(name)”") == true && error?.hint != nil)
    }
  }

  @Test(
    "for a condition that is not one expression on rows of its table, which only reads",
    arguments: [
      "", " ", "1) OR (1", "1)--", "1 -- \n) OR (1", "rol = 'A'", "\"rol\" = 'A'", "role = ?",
      "1, 2",
      "SELECT 1", "role = 'A';", "role = 'A'; DELETE FROM User", "1 THEN 1 WHEN 0", "count(*) > 1",
      "1 THEN 1 END, CASE WHEN 1", "1 /*", "role = 'A' ORDER BY 1", "role = 'A' LIMIT 1",
      "nofunction(role)", "id IN (SELECT id FROM Nothing)", "load_extension('x')", "1 FROM User",
      "id IN (DELETE FROM User RETURNING id)", "id IN (SELECT cid FROM pragma_table_info('User'))",
      "'x", "1\0", "row_number() OVER () = 1", "json('{') IS NULL",
    ])
  func conditions(condition: String) throws {
    let erasing = try Erasing(Self.tables)
    let before = try content(of: erasing.path)
    let error = eraseError { _ = try erasing.plan(.only(rows: ["User": condition])) }
    #expect(error?.reason == .invalidCondition && error?.table == "User", "\(condition)")
    #expect(
      eraseError { try erasing.engine.erase(.only(rows: ["User": condition])) } == error)
    #expect(try content(of: erasing.path) == before)
  }

  @Test("for two conditions of one table, and for rows of a table that cannot be told apart")
  func unclear() throws {
    let erasing = try Erasing(Self.tables)
    #expect(
      eraseError { _ = try erasing.plan(.only(rows: ["User": "1", "USER": "0"])) }?.reason
        == .invalidCondition)
    for table in ["n", "docs"] {
      #expect(
        eraseError { _ = try erasing.plan(.only(rows: [table: "1"])) }?.reason
          == .unsupportedTable)
    }
  }

  @Test("for a reference that a row which stays may not do without")
  func required() throws {
    for (column, columns) in [
      ("owner INTEGER NOT NULL REFERENCES User", "owner"),
      ("owner INTEGER PRIMARY KEY REFERENCES User(id)", "owner"),
      ("owner TEXT, u AS (owner) STORED REFERENCES User(ID)", "u"),
    ] {
      let erasing = try Erasing(
        Self.tables
          + "CREATE TABLE s(\(column)); INSERT INTO s(owner) VALUES (1); INSERT INTO s(owner) VALUES (2);"
      )
      let before = try content(of: erasing.path)
      let rules = EraseRules.only(["s"], rows: ["User": "id = 1"])
      let error = eraseError { _ = try erasing.plan(rules) }
      #expect(error?.reason == .requiredReference && error?.table == "s", "\(column)")
      #expect(error?.columns == [columns] && error?.rows == 1)
      var called = false
      #expect(
        eraseError { try erasing.engine.erase(rules) { called = true } } == error && called)
      #expect(try content(of: erasing.path) == before)
      try erasing.erase(.only(["s", "User"]))
    }
  }

  @Test("for a check that a row would break when what it refers to goes")
  func constraint() throws {
    let erasing = try Erasing(
      Self.tables
        + "CREATE TABLE s(a REFERENCES User, b, CHECK (a IS NOT NULL OR b)); INSERT INTO s VALUES (1, 0)"
    )
    let before = try content(of: erasing.path)
    #expect(eraseError { try erasing.engine.erase(.only(["s"])) }?.reason == .violated)
    #expect(try content(of: erasing.path) == before)
  }

  @Test("for an index whose order or function only the application knows, if rows of it stay")
  func applicationsOwn() throws {
    for index in [
      "CREATE INDEX i ON t(a COLLATE shopwise)", "CREATE INDEX i ON t(shopkey(a))",
      "CREATE INDEX i ON t(a) WHERE shopkey(a) > 'k'",
    ] {
      let erasing = try Erasing(
        """
        CREATE TABLE t(id INTEGER PRIMARY KEY, a); \(index);
        INSERT INTO t VALUES (1,'x'), (2,'y');
        """)
      let before = try content(of: erasing.path)
      let error = eraseError { _ = try erasing.plan(.only(rows: ["t": "id = 1"])) }
      #expect(error?.reason == .unsupportedTable && error?.table == "t", "\(index)")
      #expect(try content(of: erasing.path) == before)
      #expect(try erasing.plan(.only()).tables == [TableErasure(name: "t", rows: 2, kept: 0)])
      let report = try erasing.erase(.only())
      // Its order is not known, so that its index cannot be written anew.
      #expect(!report.spaceReturned && report.warnings.count == 1, "\(index)")
      #expect(try erasing.texts("SELECT count(*) FROM t") == ["0"])
      try erasing.run("INSERT INTO t VALUES (1, 'a')")
    }
  }

  @Test("for rows ordered by a collation of the application alone, unless all go or stay")
  func applicationsKey() throws {
    let sql = """
      CREATE TABLE w(a TEXT COLLATE shopwise PRIMARY KEY, b) WITHOUT ROWID;
      INSERT INTO w VALUES ('x', 1), ('y', 2); CREATE TABLE o(x); INSERT INTO o VALUES (1);
      """
    let erasing = try Erasing(sql)
    #expect(
      eraseError { _ = try erasing.plan(.only(rows: ["w": "b = 1"])) }?.reason
        == .invalidCondition)
    try erasing.erase(.only(["w"]))
    #expect(try erasing.texts("SELECT count(*) FROM w") == ["2"])
    try erasing.erase(.only())
    #expect(try erasing.texts("SELECT count(*) FROM w") == ["0"])
  }

  @Test("for a module or a tokenizer that is not here, unless its table stays")
  func foreign() throws {
    let erasing = try Erasing(
      """
      CREATE TABLE shapes_node(a); INSERT INTO shapes_node VALUES (1);
      CREATE TABLE other(a); INSERT INTO other VALUES (1);
      CREATE VIRTUAL TABLE words USING fts5(body); INSERT INTO words VALUES ('one');
      PRAGMA writable_schema = ON;
      INSERT INTO sqlite_schema VALUES ('table','shapes','shapes',0,
        'CREATE VIRTUAL TABLE shapes USING nomodule(a, b)');
      UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE words USING fts5(body, tokenize=''own'')'
        WHERE name = 'words';
      """)
    let error = eraseError { _ = try erasing.plan(.only(["words"])) }
    #expect(error?.reason == .unsupportedTable && error?.table == "shapes")
    #expect(error?.message.contains("nomodule") == true)
    #expect(
      eraseError { _ = try erasing.plan(.only(["shapes"])) }?.table == "words")
    let plan = try erasing.plan(.only(["shapes", "words"]))
    #expect(plan.warnings.count == 1 && plan.warnings[0].contains("“shapes_node”"))
    try erasing.engine.erase(.only(["shapes", "words"]))
    #expect(try erasing.texts("SELECT count(*) FROM words_content") == ["1"])
    #expect(try erasing.texts("SELECT count(*) FROM shapes_node") == ["1"])
    #expect(try erasing.texts("SELECT count(*) FROM other") == ["0"])
  }

  @Test("for a link, and for a database that is not there or is none")
  func files() throws {
    let erasing = try Erasing(Self.tables)
    let link = erasing.folder.file("link.db")
    try FileSystem.link(erasing.path, link)
    #expect(reason { try SQLiteDatabase(path: link).erase(.only()) } == .unsafeFile)
    let missing = SQLiteDatabase(path: erasing.folder.file("gone"))
    #expect(reason { try missing.erase(.only()) } == .missing)
    #expect(
      reason { _ = try missing.planErasure(.only(), cancellation: Cancellation()) } == .missing)
    try Bytes.write([UInt8](repeating: 7, count: 9000), to: missing.path)
    #expect(reason { try missing.erase(.only()) } == .notADatabase)
  }
}
