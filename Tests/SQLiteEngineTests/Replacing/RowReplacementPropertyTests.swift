import DatabaseSamples
import Databases
import GRDB
import Testing

@testable import SQLiteEngine

/// Generated pairs of databases with all that SQLite keeps beside plain rows.
@Suite("A replacement of the rows that differ, in generated databases")
struct RowReplacementPropertyTests {
  private static let tables = """
    CREATE TABLE gen(id INTEGER PRIMARY KEY, b, c AS (b * 2) STORED, d AS (b || 'x') VIRTUAL);
    CREATE UNIQUE INDEX gen_c ON gen(c); CREATE INDEX gen_d ON gen(d, id DESC);
    CREATE TABLE part(id INTEGER PRIMARY KEY, b, t TEXT COLLATE NOCASE);
    CREATE UNIQUE INDEX part_b ON part(b + 1) WHERE b > 50; CREATE INDEX part_t ON part(lower(t));
    CREATE TABLE uniq(id INTEGER PRIMARY KEY, a UNIQUE, b TEXT UNIQUE ON CONFLICT REPLACE);
    CREATE TABLE tree(id INTEGER PRIMARY KEY AUTOINCREMENT, p REFERENCES tree(id) ON DELETE CASCADE, v);
    CREATE TABLE large(id INTEGER PRIMARY KEY, v BLOB, w);
    CREATE TABLE pair(a, b, v, PRIMARY KEY (b, a)) WITHOUT ROWID;
    CREATE TABLE strict(id INTEGER PRIMARY KEY, n REAL, t TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE f3 USING fts3(a, b); CREATE VIRTUAL TABLE f4 USING fts4(a, prefix='2');
    CREATE VIRTUAL TABLE f5 USING fts5(a, b, prefix='2 3');
    CREATE VIRTUAL TABLE f5x USING fts5(v, content='tree', content_rowid='id');
    CREATE VIRTUAL TABLE f5c USING fts5(a, content='');
    CREATE VIRTUAL TABLE r USING rtree(id, x0, x1, y0, y1, +note);
    CREATE VIRTUAL TABLE ri USING rtree_i32(id, x0, x1);
    CREATE TRIGGER tree_in AFTER INSERT ON tree BEGIN
      INSERT INTO f5x(rowid, v) VALUES (new.id, new.v); END;
    CREATE TRIGGER tree_out AFTER DELETE ON tree BEGIN
      INSERT INTO f5x(f5x, rowid, v) VALUES ('delete', old.id, old.v); END;
    """

  /// A statement that a rule may refuse.
  private static func edit(_ random: inout Random) -> String {
    let (n, m) = (random.below(120), random.below(120))
    let words = (0..<1 + random.below(9)).map { _ in "word\(random.below(60))" }
      .joined(separator: " ")
    let some = "id % \(1 + random.below(7)) = \(random.below(3))"
    switch random.below(26) {
    case 0: return "INSERT OR IGNORE INTO gen(id, b) VALUES (\(n), \(m))"
    case 1: return "UPDATE OR IGNORE gen SET b = b + \(m) WHERE \(some)"
    case 2: return "UPDATE OR IGNORE gen SET id = id + 1000 WHERE \(some)"
    case 3: return "INSERT OR IGNORE INTO part VALUES (\(n), \(m), '\(words)')"
    case 4: return "UPDATE OR IGNORE part SET b = 120 - b, t = upper(t) WHERE \(some)"
    case 5: return "INSERT OR IGNORE INTO uniq VALUES (\(n), \(m), 'b\(n)')"
    case 6:
      return """
        CREATE TEMP TABLE s AS SELECT id, a, b FROM uniq WHERE id IN (\(n), \(m));
        UPDATE uniq SET a = 'a' || id, b = 'free' || id WHERE id IN (\(n), \(m));
        UPDATE uniq SET a = (SELECT a FROM s WHERE s.id <> uniq.id),
          b = (SELECT b FROM s WHERE s.id <> uniq.id) WHERE id IN (\(n), \(m)); DROP TABLE s;
        """
    case 7: return "INSERT INTO tree(p, v) VALUES (\(n), '\(words)')"
    case 8: return "DELETE FROM tree WHERE \(some)"
    case 9: return "UPDATE tree SET p = \(m) WHERE \(some)"
    case 10: return "INSERT OR REPLACE INTO large VALUES (\(n), zeroblob(\(m * 700)), \(m))"
    case 11: return "UPDATE large SET v = CAST(substr(v, 2) AS BLOB) || x'31' WHERE id = \(n)"
    case 12: return "UPDATE large SET w = \(m) WHERE \(some)"
    case 13: return "INSERT OR IGNORE INTO pair VALUES (\(n), '\(words)', \(m))"
    case 14: return "UPDATE OR IGNORE pair SET a = \(m), v = v || 'x' WHERE v % 3 = 1"
    case 15: return "INSERT OR IGNORE INTO strict VALUES (\(n), \(m).25, '\(words)')"
    case 16: return "DELETE FROM strict WHERE \(some)"
    case 17: return "INSERT INTO f3 VALUES ('\(words)', \(n)); DELETE FROM f3 WHERE rowid = \(m)"
    case 18: return "INSERT INTO f4 VALUES ('\(words)'); UPDATE f4 SET a = 'x' WHERE rowid = \(m)"
    case 19: return "INSERT INTO f5 VALUES ('\(words)', '\(n)'); DELETE FROM f5 WHERE rowid = \(m)"
    case 20: return "INSERT INTO f5c(rowid, a) VALUES (\(random.below(1 << 30)), '\(words)')"
    case 21: return "INSERT OR REPLACE INTO r VALUES (\(n), 1, \(m + 1), 2, \(m + 3), '\(words)')"
    case 22:
      return "INSERT OR REPLACE INTO ri VALUES (\(n), -\(m), \(m)); DELETE FROM r WHERE id = \(m)"
    case 23: return "VACUUM"
    case 24: return "DELETE FROM large; VACUUM"
    default: return "ANALYZE"
    }
  }

  @Test(
    "brings back what virtual tables, generated columns, all indexes and references hold",
    arguments: 0..<8)
  func everything(part: Int) throws {
    var methods: [ReplaceMethod] = []
    for seed in part * 12..<(part + 1) * 12 {
      var random = Random(seed: UInt64(seed))
      let folder = try TemporaryFolder(inMemory: true)
      let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
      let pageSize = 512 << random.below(8)
      let encoding = ["UTF-8", "UTF-16le", "UTF-16be"][random.below(3)]
      let vacuum = ["NONE", "FULL", "INCREMENTAL"][random.below(3)]
      let mode = ["WAL", "DELETE"][random.below(2)]
      var story = ["\(pageSize), \(encoding), \(vacuum), \(mode)"]
      let original = try Application(
        image,
        "PRAGMA page_size = \(pageSize); PRAGMA encoding = '\(encoding)';"
          + "PRAGMA auto_vacuum = \(vacuum);" + Self.tables)
      for _ in 0..<150 { try? original.run(Self.edit(&random)) }
      try original.close()
      try Bytes.copy(image, to: live)
      let application = try Application(
        live, "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_mode = \(mode)")
      for _ in 0..<1 + random.below(12) {
        let edit = Self.edit(&random)
        story.append(edit)
        try? application.run(edit)
      }
      let comment = Comment(rawValue: "seed \(seed): \(story.joined(separator: "; "))")
      let report = try SQLiteDatabase(path: live).replaceRows(image)
      methods.append(report.method)
      #expect(report.verification == .identical, comment)
      #expect(try DatabaseEquality.differences(between: live, and: image) == [], comment)
      #expect(try application.texts("PRAGMA integrity_check") == ["ok"], comment)
      #expect(
        try application.texts("SELECT rtreecheck('r') || rtreecheck('ri')") == ["okok"], comment)
      for index in ["f3", "f4", "f5", "f5x"] {
        #expect(throws: Never.self, comment) {
          try application.run("INSERT INTO \(index)(\(index)) VALUES ('integrity-check')")
        }
      }
      // It can go on being written, triggers and all.
      for _ in 0..<20 { try? application.run(Self.edit(&random)) }
      #expect(try application.texts("PRAGMA integrity_check") == ["ok"], comment)
      try application.close()
    }
    #expect(methods.count { $0 == .rows } > 6)
  }

  @Test(
    "waits for an application that reads, which goes on with the old rows until it has the new ones"
  )
  func reader() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, "CREATE TABLE t(a); INSERT INTO t VALUES (1),(2)").close()
    try Bytes.copy(image, to: live)
    let application = try Application(
      live, "PRAGMA journal_mode = DELETE; UPDATE t SET a = a * 10; INSERT INTO t VALUES (30)")
    let engine = SQLiteDatabase(path: live, busySeconds: 0.1)
    try application.queue.inDatabase { db in
      let statement = try db.makeStatement(sql: "SELECT a FROM t ORDER BY a")
      try db.beginTransaction(.deferred)
      let rows = try Int.fetchCursor(statement)
      #expect(try rows.next() == 10)
      #expect(reason { _ = try engine.replaceRows(image) } == .locked)
      #expect(try rows.next() == 20)
      #expect(try rows.next() == 30)
      #expect(try rows.next() == nil)
      try db.commit()
      #expect(try engine.replaceRows(image).method == .rows)
      #expect(try Int.fetchAll(statement) == [1, 2])
    }
  }
}
