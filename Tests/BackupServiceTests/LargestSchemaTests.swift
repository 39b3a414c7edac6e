import BackupProtocol
import Concurrency
import DatabaseSamples
import FileCalls
import TestSupport
import Testing

@testable import BackupService

/// Databases at the limits that SQLite itself has (https://www.sqlite.org/limits.html).
@Suite("A database as wide as SQLite allows")
struct LargestSchemaTests {
  private static let columns = (0..<2000).map { "c\($0)" }
  private static let list = columns.joined(separator: ",")
  private static func values(_ first: String) -> String {
    ([first] + (1..<2000).map { "\($0)" }).joined(separator: ",")
  }
  private static func table(_ name: String, _ list: String, _ end: String = "") -> String {
    "CREATE TABLE \(name)(\(list))\(end);"
  }

  /// Each with rows whose row ids have gaps, and a statement that changes two of them.
  enum Shape: String, CaseIterable, Sendable {
    case rowids, key, integerKey, withoutRowid, uniqueKey, generated, longNames
  }

  private static func setup(_ shape: Shape) -> String {
    switch shape {
    case .rowids:
      table("w", list) + "CREATE INDEX everything ON w(\(list));"
        + "INSERT INTO w(rowid,\(list)) VALUES(1,\(values("'a'")));"
        + "INSERT INTO w(rowid,\(list)) VALUES(5,\(values("x'00'")));"
        + "INSERT INTO w(rowid,\(list)) VALUES(6,\(values("NULL")));"
        + "INSERT INTO w(rowid,\(list)) VALUES(-9,\(values("1.5")));"
    case .key:
      table("w", list.replacing("c0,", with: "c0 TEXT PRIMARY KEY,"))
        + ["'a'", "'b'", "'c'"].map { "INSERT INTO w VALUES(\(values($0)));" }.joined()
        + "DELETE FROM w WHERE c0 = 'b';"
    case .integerKey:
      table("w", list.replacing("c0,", with: "c0 INTEGER PRIMARY KEY,"))
        + ["3", "7"].map { "INSERT INTO w VALUES(\(values($0)));" }.joined()
    case .withoutRowid:
      table("w", list + ",PRIMARY KEY(\(list))", "WITHOUT ROWID")
        + ["3", "7", "'x'"].map { "INSERT INTO w VALUES(\(values($0)));" }.joined()
    case .uniqueKey:
      table("w", list + ",PRIMARY KEY(\(list))")
        + ["3", "7", "'x'"].map { "INSERT INTO w VALUES(\(values($0)));" }.joined()
        + "CREATE VIEW v AS SELECT * FROM w;"
        + "CREATE TRIGGER g AFTER UPDATE ON w BEGIN DELETE FROM w WHERE c0 IS NULL; END;"
    case .generated:
      table(
        "w", columns.dropLast().joined(separator: ",") + ",c1999 AS (c0 || c1) STORED")
        + "INSERT INTO w(\(columns.dropLast().joined(separator: ",")))"
        + " VALUES(\((0..<1999).map(String.init).joined(separator: ",")));"
        + "INSERT INTO w(c0) VALUES('x'); DELETE FROM w WHERE rowid = 1;"
        + "INSERT INTO w(rowid, c0) VALUES(40, 'y');"
    case .longNames:
      table(
        longName("t"), (0..<500).map { longName("c\($0)") }.joined(separator: ","))
        + "INSERT INTO \(longName("t")) DEFAULT VALUES;"
        + table("w", list) + "INSERT INTO w VALUES(\(values("'a'")));"
    }
  }

  private static func longName(_ start: String) -> String {
    "\"\(start)\(String(repeating: "ä", count: 3000))\""
  }

  @Test(
    "is proven, compared and restored", arguments: BackupFormat.files, Shape.allCases)
  func cycle(format: BackupFormat, shape: Shape) async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(Self.setup(shape) + "PRAGMA journal_mode = wal")
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    #expect(backup.verifiedAt != nil)
    await #expect(
      try operations.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl())
        .report.ok)
    let same = try operations.preview(backup)
    #expect(same.totals.added == 0 && same.totals.removed == 0, "\(same.totals)")
    #expect(same.totals.changed == 0, "\(same.totals)")
    #expect(same.tables.allSatisfy { $0.comparedBy != .count })
    try fixture.change(
      "UPDATE w SET c1998 = 'changed' WHERE rowid_or_key".replacing(
        "rowid_or_key", with: "c0 IS NOT NULL"))
    let other = try operations.preview(backup).totals
    let changed = try #require(other.changed)
    #expect((other.added ?? 0) + changed > 0 && other.rowsNow == other.rowsInBackup, "\(other)")
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath, "\(shape)")
  }

  @Test(
    "comes back from our dump by the shell of SQLite",
    .enabled(if: SQLiteShellProgram.isInstalled), arguments: Shape.allCases)
  func shell(shape: Shape) throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["a.db"]).execute(Self.setup(shape))
    let (text, _) = try DumpFile.write(folder["a.db"])
    _ = try SQLiteShellProgram.run([folder["b.db"]], input: text)
    try expectSame(folder["a.db"], folder["b.db"], "\(shape)")
  }

  @Test("has the rows of a document laid over its own")
  func overlay() async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(Self.setup(.rowids) + "PRAGMA journal_mode = wal")
    let operations = fixture.operations()
    let backup = try operations.create(.init(format: .json))
    try fixture.change("DELETE FROM w; CREATE TABLE later(a);")
    _ = try await operations.restore(backup)
    let rows = try RawConnection(fixture.databasePath).rows(
      "SELECT rowid, c0, c1999 FROM w ORDER BY rowid")
    #expect(rows.count == 4)
  }
}

@Suite("A database of many tables")
struct ManyTablesTests {
  @Test(
    "is proven, compared and restored, and every object with it", arguments: BackupFormat.files,
    ["NONE", "FULL"])
  func cycle(format: BackupFormat, vacuum: String) async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(
      "PRAGMA auto_vacuum = \(vacuum); BEGIN;"
        + (0..<400).map {
          """
          CREATE TABLE t\($0)(id TEXT PRIMARY KEY, p TEXT REFERENCES t\(max(0, $0 - 1)));
          CREATE INDEX i\($0) ON t\($0)(p) /* kept */;
          CREATE TRIGGER g\($0) AFTER INSERT ON t\($0) BEGIN SELECT 1; END;
          INSERT INTO t\($0) VALUES ('a', 'a'), ('b', 'a');
          CREATE VIEW v\($0) AS SELECT * FROM t\($0);
          """
        }.joined() + "COMMIT; PRAGMA journal_mode = wal;")
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    #expect(backup.verifiedAt != nil && backup.tableCount == 400 && backup.rowCount == 800)
    await #expect(
      try operations.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl())
        .report.ok)
    try fixture.change(
      "UPDATE t7 SET p = 'b' WHERE id = 'a'; DELETE FROM t399 WHERE id = 'b';"
        + "DELETE FROM t8; INSERT INTO t8 VALUES ('b', 'a'), ('a', 'a');")
    let report = try operations.preview(backup)
    let changed = report.tables.filter { table in
      [table.added, table.removed, table.changed].contains { ($0 ?? 0) > 0 }
    }
    #expect(changed.map(\.name) == ["t399", "t7"])
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath)
  }

  @Test(
    "takes work in proportion to the number of its tables, in every operation",
    arguments: BackupFormat.files)
  func proportion(format: BackupFormat) async throws {
    let few = try await Self.work(50, format)
    let many = try await Self.work(400, format)
    for (operation, few) in few {
      let many = try #require(many[operation])
      let comment: Comment = "\(operation) of \(format): \(few), then \(many)"
      #expect(few.connections > 0 && few.statements > 0 && few.instructions > 0, comment)
      // Each processor may have some of its own, and no table.
      #expect(many.connections <= few.connections + 64, comment)
      // Each of them reads the whole schema.
      #expect(many.connections <= 8 + 6 * processorCount, comment)
      #expect(
        many.statements - few.statements <= 350 * (format == .archive ? 4 : 22), comment)
      // Eight times as many tables are eight times the work, and would be 64 times in the square.
      for count in [\WorkCount.Totals.statements, \.instructions, \.rows, \.scanned] {
        #expect(many[keyPath: count] <= 10 * few[keyPath: count] + 2000, comment)
      }
    }
  }

  /// What each operation takes on a database of so many tables of one row.
  private static func work(
    _ tables: Int, _ format: BackupFormat
  ) async throws -> [String: WorkCount.Totals] {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(
      "BEGIN;"
        + (0..<tables).map {
          """
          CREATE TABLE t\($0)(id INTEGER PRIMARY KEY, x TEXT); CREATE INDEX i\($0) ON t\($0)(x);
          INSERT INTO t\($0) VALUES (1, 'r');
          """
        }.joined() + "COMMIT; PRAGMA journal_mode = wal;")
    let operations = fixture.operations()
    var work: [String: WorkCount.Totals] = [:]
    var count = WorkCount(fixture.folder.path)
    let backup = try operations.create(.init(format: format))
    work["create"] = count.end()
    count = WorkCount(fixture.folder.path)
    _ = try await operations.verifyBackup(
      .init(id: backup.id), by: .owner, control: OperationControl())
    work["verify"] = count.end()
    try fixture.change("UPDATE t7 SET x = 'changed'")
    count = WorkCount(fixture.folder.path)
    let token = try operations.token(for: backup)
    work["preview"] = count.end()
    count = WorkCount(fixture.folder.path)
    _ = try await operations.restoreBackup(
      .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    work["restore"] = count.end()
    #expect(try RawConnection(fixture.databasePath).texts("SELECT x FROM t7") == ["r"])
    return work
  }
}
