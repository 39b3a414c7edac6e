import Concurrency
import DatabaseSamples
import Databases
import GRDB
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("A comparison that leaves out rows on equal pages")
struct PageGuideTests {
  private static func compare(
    _ engine: SQLiteDatabase, _ image: String, usesPages: Bool
  ) throws -> DatabaseComparison {
    try engine.compare(image: image, usesPages: usesPages, cancellation: Cancellation()) { _, _ in }
  }

  /// Holds the tables of both ways of comparison against each other.
  private static func expectAgreement(
    _ engine: SQLiteDatabase, _ image: String, _ comment: Comment
  ) throws {
    let guided = try compare(engine, image, usesPages: true)
    let plain = try compare(engine, image, usesPages: false)
    #expect(guided.tables == plain.tables, comment)
    #expect(guided.schemaDifferences == plain.schemaDifferences, comment)
  }

  @Test("agrees with one of all rows", arguments: 0..<16)
  func agrees(part: Int) throws {
    for seed in part * 75..<(part + 1) * 75 {
      let folder = try TemporaryFolder()
      var pair = try RowPair(seed: UInt64(seed), in: folder)
      try pair.change()
      try Self.expectAgreement(
        pair.engine, pair.image, Comment(rawValue: "seed \(seed): \(pair.story)"))
    }
  }

  @Test("agrees with one of all rows in databases that have a bit of everything", arguments: 0..<12)
  func generated(part: Int) throws {
    for seed in part * 10..<(part + 1) * 10 {
      let folder = try TemporaryFolder()
      let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
      let features = try GeneratedDatabase.make(seed: UInt64(seed), at: image)
      try Bytes.copy(image, to: live)
      var random = Random(seed: UInt64(seed))
      let connection = try RawConnection(live)
      for _ in 0..<random.below(8) { try connection.shuffle(&random) }
      try Self.expectAgreement(
        SQLiteDatabase(path: live), image, Comment(rawValue: features))
    }
  }

  @Test("reads a few rows where few pages differ", arguments: ["DELETE", "WAL"])
  func reads(mode: String) throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try ShopGenerator(path: image, targetBytes: 2_000_000, journalMode: .delete, seed: 1).generate()
    try Bytes.copy(image, to: live)
    let application = try Application(
      live, "PRAGMA journal_mode = \(mode); PRAGMA wal_autocheckpoint = 0")
    let engine = SQLiteDatabase(path: live)
    #expect(try engine.compare(image).rowsRead == 0)
    try application.run("UPDATE Customer SET name = 'x' WHERE rowid = 7")
    let comparison = try engine.compare(image)
    let rows = comparison.tables.reduce(0) { $0 + ($1.rowsNow ?? 0) + ($1.rowsInImage ?? 0) }
    #expect(comparison.tables.first { $0.name == "Customer" }?.changed == 1)
    #expect(comparison.rowsRead > 0 && comparison.rowsRead < rows / 20)
  }

  @Test("reads no row of a leaf that has the same rows in another order of its bytes")
  func layout() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image,
      "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL "
        + "SELECT i + 1 FROM c WHERE i < 500) INSERT INTO t SELECT i, 'value ' || i FROM c; "
        + "INSERT INTO t VALUES (501, printf('%.*c', 9000, 'x'))"
    ).close()
    try Bytes.copy(image, to: live)
    let application = try Application(live, "PRAGMA journal_mode = WAL")
    try application.run("UPDATE t SET v = 'x' WHERE id % 7 = 0 AND id < 501")
    try application.run("UPDATE t SET v = 'value ' || id WHERE id % 7 = 0 AND id < 501")
    let engine = SQLiteDatabase(path: live)
    #expect(try engine.compare(image).rowsRead == 0)
    #expect(
      try engine.planReplacement(with: image, cancellation: Cancellation()).logBytes < 10_000)
    // The overflow pages of a row count even where its leaf has the same rows.
    try application.run("UPDATE t SET v = v || '' WHERE id = 500")
    try application.run(
      "UPDATE t SET v = printf('%.*c', 8999, 'x') || 'y' WHERE id = 501")
    #expect(try engine.compare(image).tables.first?.changed == 1)
  }

  @Test("finds a change that is on an overflow page alone")
  func overflow() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image, "CREATE TABLE t(v); INSERT INTO t VALUES (zeroblob(50000)), (zeroblob(50000))"
    ).close()
    var bytes = try Bytes.read(image)
    // In the middle of the second row, whose leaf is equal.
    bytes[bytes.count - 3 * 4096 + 9] = 1
    try Bytes.write(bytes, to: live)
    let table = try #require(SQLiteDatabase(path: live).compare(image).tables.first)
    #expect([table.rowsNow, table.added, table.removed, table.changed] == [2, 0, 0, 1])
  }

  @Test("does not take a page that another table has now for one of its own")
  func exchanged() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    let insert = "VALUES (1, 'one'), (2, 'two')"
    try Application(
      image,
      """
      CREATE TABLE a(id INTEGER PRIMARY KEY, v); CREATE TABLE b(id INTEGER PRIMARY KEY, v);
      INSERT INTO a \(insert); INSERT INTO b VALUES (1, 'uno');
      """
    ).close()
    try Bytes.copy(image, to: live)
    try Application(
      live,
      """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET rootpage = 5 - rootpage WHERE name IN ('a', 'b');
      """
    ).close()
    let tables = try SQLiteDatabase(path: live).compare(image).tables
    #expect(tables.map(\.rowsNow) == [1, 2])
    #expect(tables.map(\.changed) == [1, 1])
  }

  @Test("reads all rows where a column that older rows lack has another default")
  func defaults() throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(
      image, "CREATE TABLE t(a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT 'x'"
    ).close()
    try Bytes.copy(image, to: live)
    try Application(
      live,
      """
      PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'x', 'y');
      """
    ).close()
    #expect(try SQLiteDatabase(path: live).compare(image).tables.first?.changed == 1)
  }

  @Test("agrees with one of all rows where any byte is another and SQLite finds no fault")
  func flipped() throws {
    var sound = 0
    for seed in 0..<30 {
      let folder = try TemporaryFolder()
      var pair = try RowPair(seed: UInt64(seed), in: folder)
      try pair.change()
      try pair.application.run("PRAGMA journal_mode = DELETE")
      try pair.application.close()
      var random = Random(seed: UInt64(seed))
      for path in [pair.engine.path, pair.image] {
        let bytes = try Bytes.read(path)
        for _ in 0..<8 {
          var flipped = bytes
          for _ in 0..<1 + random.below(3) {
            // The header of a page is at its beginning, and where its cells are.
            let page = 512 * random.below(bytes.count / 512)
            let offset = random.below(2) == 0 ? random.below(40) : random.below(512)
            if page + offset >= 100 { flipped[page + offset] = UInt8(random.below(256)) }
          }
          try Bytes.write(flipped, to: path)
          let isSound = Self.isSound(path)
          if isSound { sound += 1 }
          do {
            let guided = try Self.compare(pair.engine, pair.image, usesPages: true)
            guard isSound else { continue }
            let plain = try Self.compare(pair.engine, pair.image, usesPages: false)
            #expect(guided.tables == plain.tables, "seed \(seed): \(pair.story)")
          } catch is EngineError where !isSound {}
        }
        try Bytes.write(bytes, to: path)
      }
    }
    #expect(sound > 50)
  }

  private static func isSound(_ path: String) -> Bool {
    guard let connection = try? RawConnection(path, isReadOnly: true) else { return false }
    return (try? connection.texts("PRAGMA integrity_check")) == ["ok"]
  }
}
