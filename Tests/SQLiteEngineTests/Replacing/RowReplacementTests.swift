import Concurrency
import DatabaseSamples
import Databases
import GRDB
import Testing

@testable import SQLiteEngine

/// Restores that write the rows that differ, and leave all else alone.
@Suite("A replacement of the rows that differ")
struct RowReplacementTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let setup: String
    let edit: String

    init(_ description: String, _ setup: String, _ edit: String) {
      testDescription = description
      self.setup = setup
      self.edit = edit
    }
  }

  static let cases = [
    Case(
      "two rows that exchanged their unique keys",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, k UNIQUE, v); INSERT INTO t VALUES (1,'a',1),(2,'b',2)",
      "UPDATE t SET k = 'x' WHERE id = 1; UPDATE t SET k = 'a' WHERE id = 2; "
        + "UPDATE t SET k = 'b' WHERE id = 1"),
    Case(
      "unique keys in a ring, replaced by a conflict clause of the table",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, k UNIQUE ON CONFLICT REPLACE); "
        + "INSERT INTO t VALUES (1,1),(2,2),(3,3)",
      "DELETE FROM t; INSERT INTO t VALUES (1,2),(2,3),(3,1)"),
    Case(
      "row ids that changed",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE INDEX i ON t(v); "
        + "INSERT INTO t VALUES (1,1),(2,2),(3,3)", "UPDATE t SET id = id + 10"),
    Case(
      "rows that refer to each other",
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, p REFERENCES t(id) ON DELETE CASCADE);
      INSERT INTO t VALUES (1,NULL),(2,1),(3,2),(4,3)
      """, "DELETE FROM t WHERE id < 3; UPDATE t SET p = 4 WHERE id = 4"),
    Case(
      "triggers, which do not fire",
      """
      CREATE TABLE t(a); CREATE TABLE log(a); INSERT INTO t VALUES (1),(2);
      CREATE TRIGGER one AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.a); END;
      CREATE TRIGGER two AFTER UPDATE ON t BEGIN SELECT RAISE(ABORT, 'no'); END;
      """, "INSERT INTO t VALUES (3); DELETE FROM t WHERE a = 1"),
    Case(
      "generated columns, partial indexes and indexes of expressions",
      """
      CREATE TABLE t(a INTEGER PRIMARY KEY, b, c AS (b * 2) STORED, d AS (b || 'x'));
      CREATE UNIQUE INDEX one ON t(b + 1) WHERE b > 2; CREATE INDEX two ON t(d); 
      CREATE UNIQUE INDEX three ON t(c); INSERT INTO t(a, b) VALUES (1,1),(2,2),(3,3),(4,4)
      """, "UPDATE t SET b = 10 - b; DELETE FROM t WHERE a = 2"),
    Case(
      "counters of AUTOINCREMENT",
      "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v); INSERT INTO t(v) VALUES (1),(2),(3); "
        + "DELETE FROM t WHERE id = 3",
      "INSERT INTO t(v) VALUES (4),(5); DELETE FROM t; DELETE FROM sqlite_sequence"),
    Case(
      "statistics, and numbers of the application",
      """
      CREATE TABLE t(a, b); CREATE INDEX i ON t(a); INSERT INTO t VALUES (1,1),(1,2),(3,3); ANALYZE;
      PRAGMA user_version = 7; PRAGMA application_id = 9
      """,
      "INSERT INTO t VALUES (5,5); ANALYZE; PRAGMA user_version = 8; PRAGMA application_id = 10"),
    Case(
      "a table without row ids whose key is in another order",
      "CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE u(a); "
        + "INSERT INTO u VALUES (1); INSERT INTO t VALUES ('a',1),('B',2),('c',3)",
      "DELETE FROM t WHERE k = 'b'; INSERT INTO t VALUES ('A1',4); UPDATE u SET a = 2"),
    Case(
      "a table without row ids",
      "CREATE TABLE t(k, l, v, PRIMARY KEY (l, k)) WITHOUT ROWID; "
        + "INSERT INTO t VALUES (1,1,1),(1,2,2),(2.5,x'00',NULL)",
      "UPDATE t SET v = 3 WHERE l = 1; UPDATE t SET k = 2.0 WHERE l = 2; DELETE FROM t WHERE k = 2.5"
    ),
    Case(
      "rows that break a CHECK",
      """
      CREATE TABLE t(a CHECK (a > 0)); PRAGMA ignore_check_constraints = ON;
      INSERT INTO t VALUES (1),(-5); PRAGMA ignore_check_constraints = OFF
      """, "DELETE FROM t"),
    Case(
      "full-text tables",
      """
      CREATE VIRTUAL TABLE f USING fts5(a, b); INSERT INTO f VALUES ('one two', 'three'), ('x', 'y');
      CREATE VIRTUAL TABLE g USING fts4(a); INSERT INTO g VALUES ('four five'), ('six')
      """,
      "INSERT INTO f VALUES ('seven', 'eight'); DELETE FROM f WHERE a = 'x'; UPDATE g SET a = 'nine'"
    ),
    Case(
      "an R*Tree",
      "CREATE VIRTUAL TABLE r USING rtree(id, x, y); INSERT INTO r VALUES (1, 2, 3), (2, 3, 4)",
      "DELETE FROM r WHERE id = 1; INSERT INTO r VALUES (5, 6, 7)"),
    Case(
      "values that look alike",
      "CREATE TABLE t(v); INSERT INTO t VALUES (1),(0.0),('a'),(x''),(CAST(x'FF' AS TEXT)),(NULL)",
      "UPDATE t SET v = 1.0 WHERE rowid = 1; UPDATE t SET v = -0.0 WHERE rowid = 2; "
        + "UPDATE t SET v = x'61' WHERE rowid = 3; UPDATE t SET v = '' WHERE rowid = 4; "
        + "UPDATE t SET v = CAST(x'FE' AS TEXT) WHERE rowid = 5; UPDATE t SET v = '' WHERE rowid = 6"
    ),
    Case(
      "UTF-16",
      "PRAGMA encoding = 'UTF-16be'; CREATE TABLE t(k TEXT PRIMARY KEY, v) WITHOUT ROWID; "
        + "INSERT INTO t VALUES ('Ā', 'ÿ'), ('𝄞', '～')",
      "UPDATE t SET v = 'a' WHERE k = 'Ā'; DELETE FROM t WHERE k = '𝄞'"),
    Case("nothing that differs", "CREATE TABLE t(a); INSERT INTO t VALUES (1)", "VACUUM"),
  ]

  @Test("brings back", arguments: cases, ["WAL", "DELETE"])
  func bringsBack(_ sample: Case, mode: String) throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, sample.setup).close()
    try Bytes.copy(image, to: live)
    let application = try Application(live, "PRAGMA journal_mode = \(mode);" + sample.edit)
    let cookie = try application.integers("PRAGMA schema_version")
    let report = try SQLiteDatabase(path: live).replaceRows(image)
    #expect(report.method == .rows)
    #expect(report.verification == .identical)
    #expect(try DatabaseEquality.differences(between: live, and: image) == [])
    #expect(try application.integers("PRAGMA schema_version") == cookie)
    #expect(FileFacts(folder.file("image.sqlite-journal")) == nil)
  }

  @Test("brings back any rows of tables of all kinds", arguments: 0..<10)
  func random(part: Int) throws {
    var methods: [ReplaceMethod] = []
    for seed in part * 30..<(part + 1) * 30 {
      let folder = try TemporaryFolder()
      var pair = try RowPair(seed: UInt64(seed), in: folder)
      try pair.change()
      let report = try pair.engine.replaceRows(pair.image)
      let comment = Comment(rawValue: "seed \(seed): \(pair.story)")
      methods.append(report.method)
      #expect(report.verification == .identical, comment)
      #expect(
        try DatabaseEquality.differences(between: pair.engine.path, and: pair.image) == [], comment)
      withExtendedLifetime(folder) {}
    }
    // Where only a table differs whose rows are all written again, none of them tells the outcome.
    #expect(methods.count { $0 == .rows } > 20)
  }

  @Test("brings back databases that have a bit of everything", arguments: 0..<10)
  func generated(part: Int) throws {
    var methods: [ReplaceMethod] = []
    for seed in part * 12..<(part + 1) * 12 {
      let folder = try TemporaryFolder()
      let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
      let features = try GeneratedDatabase.make(seed: UInt64(seed), at: image)
      try Bytes.copy(image, to: live)
      var random = Random(seed: UInt64(seed))
      let connection = try RawConnection(live)
      for _ in 0..<1 + random.below(8) { try connection.shuffle(&random) }
      methods.append(try SQLiteDatabase(path: live).replaceRows(image).method)
      #expect(
        try DatabaseEquality.differences(between: live, and: image) == [],
        Comment(rawValue: features))
      withExtendedLifetime(folder) {}
    }
    // Text that is not valid UTF-16 cannot be given to a statement.
    #expect(methods.count { $0 == .rows } > 3)
  }

  @Test("takes the whole image where statements do not make its rows")
  func unsuitable() throws {
    let cases = [
      // A NULL that the table does not take.
      (
        "CREATE TABLE t(a, b); INSERT INTO t VALUES (NULL, 1); PRAGMA writable_schema = ON; "
          + "UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a NOT NULL, b)'", "DELETE FROM t"
      ),
      ("CREATE TABLE t(a); INSERT INTO t VALUES (1)", "ALTER TABLE t ADD COLUMN b; DELETE FROM t"),
      (
        "CREATE TABLE t(a); INSERT INTO t VALUES (1)",
        "PRAGMA auto_vacuum = 1; VACUUM; DELETE FROM t"
      ),
      // An order that only the application has.
      (
        "CREATE TABLE t(a COLLATE shopwise UNIQUE, b); INSERT INTO t VALUES ('x', 1)",
        "INSERT INTO t VALUES ('y', 2)"
      ),
    ]
    for (setup, edit) in cases {
      let folder = try TemporaryFolder()
      let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
      try Application(image, setup).close()
      try Bytes.copy(image, to: live)
      try Application(live, edit + "; PRAGMA journal_mode = WAL").close()
      let report = try SQLiteDatabase(path: live).replaceRows(image)
      #expect(report.method == .image, "\(setup)")
      #expect(try content(of: live) == content(of: image))
    }
  }

  @Test("shows an application the old rows in its transaction, and the new ones after it")
  func openStatements() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, "CREATE TABLE t(a); INSERT INTO t VALUES (1),(2)").close()
    try Bytes.copy(image, to: live)
    let application = try Application(
      live, "PRAGMA journal_mode = WAL; UPDATE t SET a = a * 10; INSERT INTO t VALUES (30)")
    try application.queue.inDatabase { db in
      let statement = try db.makeStatement(sql: "SELECT a FROM t ORDER BY a")
      try db.beginTransaction(.deferred)
      let rows = try Int.fetchCursor(statement)
      #expect(try rows.next() == 10)
      let report = try SQLiteDatabase(path: live).replaceRows(image)
      #expect(report.method == .rows)
      #expect(try rows.next() == 20)
      #expect(try rows.next() == 30)
      #expect(try rows.next() == nil)
      try db.commit()
      #expect(try Int.fetchAll(statement) == [1, 2])
    }
  }

  @Test("leaves other tables alone where only some are replaced", arguments: ["WAL", "DELETE"])
  func some(mode: String) throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image,
      "CREATE TABLE t(a); CREATE TABLE u(a); INSERT INTO t VALUES (1); PRAGMA user_version = 3"
    ).close()
    try Bytes.copy(image, to: live)
    let application = try Application(
      live,
      "PRAGMA journal_mode = \(mode); DELETE FROM t; INSERT INTO u VALUES (5); PRAGMA user_version = 4"
    )
    let report = try SQLiteDatabase(path: live).replaceRows(image, onlyTables: ["T"])
    #expect(report.method == .rows)
    #expect(try application.integers("SELECT a FROM t UNION ALL SELECT a FROM u") == [1, 5])
    #expect(try application.integers("PRAGMA user_version") == [4])
  }

  @Test("takes the whole image where a row of another table would refer to nothing")
  func references() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image,
      "CREATE TABLE t(a PRIMARY KEY); CREATE TABLE u(a REFERENCES t(a)); INSERT INTO t VALUES (1)"
    ).close()
    try Bytes.copy(image, to: live)
    let application = try Application(live, "INSERT INTO t VALUES (2); INSERT INTO u VALUES (2)")
    let report = try SQLiteDatabase(path: live).replaceRows(image, onlyTables: ["t"])
    #expect(report.method == .image)
    #expect(try application.integers("SELECT count(*) FROM u") == [0])
  }

  @Test("tells how far it has come, of a total that does not change", arguments: ["WAL", "DELETE"])
  func progress(mode: String) throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image,
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE TABLE w(k PRIMARY KEY, v) WITHOUT ROWID;
      CREATE TABLE f(k TEXT COLLATE NOCASE PRIMARY KEY, v) WITHOUT ROWID;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
      INSERT INTO t SELECT i, hex(i) FROM n; INSERT INTO w SELECT id, v FROM t;
      INSERT INTO f SELECT 'key ' || id, v FROM t;
      """
    ).close()
    try Bytes.copy(image, to: live)
    try Application(
      live,
      """
      PRAGMA journal_mode = \(mode); UPDATE t SET v = 1 WHERE id < 2000; DELETE FROM w WHERE k % 3 = 0;
      DELETE FROM f WHERE v LIKE '3%'
      """
    ).close()
    var told: [(done: Int64, total: Int64)] = []
    let report = try SQLiteDatabase(path: live).replace(
      with: ImageToInstall(path: image, prefersWAL: true, method: .rows),
      cancellation: Cancellation(), progress: { told.append(($0, $1)) }, whileWritersWait: { _ in })
    #expect(report.method == .rows)
    let total = try #require(told.last?.total)
    #expect(told.allSatisfy { $0.total == total })
    #expect(told.first?.done == 0 && told.last?.done == total)
    let steps = told.map(\.done)
    #expect(steps == steps.sorted() && Set(steps).count > 20)
    // The last step is a small one, as the total was about right.
    #expect(steps[steps.count - 2] > total / 2)
  }

  @Test(
    "looks at the tables that it brought along once more after the commit",
    arguments: [nil, ["t"], ["u"]] as [Set<String>?])
  func look(onlyTables: Set<String>?) throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image,
      """
      CREATE TABLE t(a); CREATE TABLE u(a); INSERT INTO t VALUES ('original of t');
      INSERT INTO u VALUES ('original of u')
      """
    ).close()
    try Bytes.copy(image, to: live)
    let application = try Application(
      live, "PRAGMA journal_mode = WAL; UPDATE t SET a = 1; UPDATE u SET a = 1")
    let report = try SQLiteDatabase(path: live).replaceRows(image, onlyTables: onlyTables) { _ in
      // All rows are written and were looked at by now.
      let text = Array("original of t".utf8)
      var bytes = try Bytes.read(image)
      let place = try #require(
        bytes.indices.first { bytes[$0...].starts(with: text) })
      bytes[place] = UInt8(ascii: "O")
      try Bytes.write(bytes, to: image)
    }
    #expect(report.method == .rows)
    if onlyTables == ["u"] {
      #expect(report.verification == .identical)
    } else {
      #expect(report.verification == .differs("Rows of the table “t” differ."))
    }
    try application.close()
  }
}
