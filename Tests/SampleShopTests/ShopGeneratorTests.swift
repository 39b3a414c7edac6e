import FoundationEssentials
import GRDB
import SampleShop
import Testing

@Suite("A generated shop")
struct ShopGeneratorTests {
  private let folder = try? TemporaryFolder()

  private func generate(
    _ name: String, bytes: Int = 1_000_000, journal: ShopGenerator.JournalMode = .wal,
    seed: UInt64 = 1, pageSize: Int = 4096
  ) throws -> (folder: TemporaryFolder, path: String, summary: ShopSummary) {
    let folder = try #require(folder)
    let path = folder.path(name)
    let summary = try ShopGenerator(
      path: path, targetBytes: bytes, journalMode: journal, seed: seed, pageSize: pageSize
    ).generate()
    return (folder, path, summary)
  }

  @Test(
    "has the size asked for, within five per cent",
    arguments: [350_000, 500_000, 1_000_000, 3_000_000, 7_000_000])
  func size(bytes: Int) throws {
    let shop = try generate("a.db", bytes: bytes)
    let size = try shop.folder.contents("a.db").count
    #expect(size == shop.summary.bytes)
    #expect(abs(size - bytes) <= bytes / 20)
  }

  @Test("has rows in every table, however small", arguments: [1, 200_000, 1_000_000])
  func rows(bytes: Int) throws {
    let summary = try generate("a.db", bytes: bytes).summary
    for table in ShopSummary.tables {
      #expect(summary.rows[table, default: 0] > 0, "\(table)")
    }
  }

  @Test("passes SQLite's and FTS5's own checks", arguments: [1024, 4096, 16_384])
  func checks(pageSize: Int) throws {
    let queue = try DatabaseQueue(path: generate("a.db", pageSize: pageSize).path)
    try queue.write { db in
      #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      #expect(try Int.fetchOne(db, sql: "PRAGMA page_size") == pageSize)
      try db.execute(
        sql: "INSERT INTO CustomerSearch(CustomerSearch) VALUES ('integrity-check')")
    }
  }

  @Test(
    "keeps its journal mode and leaves no file beside it",
    arguments: ShopGenerator.JournalMode.allCases)
  func journal(mode: ShopGenerator.JournalMode) throws {
    let shop = try generate("a.db", journal: mode)
    #expect(try shop.folder.files == ["a.db"])
    let queue = try DatabaseQueue(path: shop.path)
    let kept = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(kept == mode.rawValue)
  }

  @Test("is the same for the same seed, and another for another")
  func seed() throws {
    let folder = try generate("a.db", seed: 7).folder
    _ = try generate("b.db", seed: 7)
    _ = try generate("c.db", seed: 8)
    #expect(try folder.contents("a.db") == folder.contents("b.db"))
    #expect(try folder.contents("a.db") != folder.contents("c.db"))
  }

  @Test("never goes over a file that is there")
  func existing() throws {
    let shop = try generate("a.db")
    let before = try shop.folder.contents("a.db")
    #expect(throws: ShopError.fileExists(path: shop.path)) { try generate("a.db", seed: 2) }
    #expect(try shop.folder.contents("a.db") == before)
  }

  @Test("names the folder that is not there")
  func missingFolder() throws {
    let path = try #require(folder).path("no/a.db")
    #expect(
      throws: ShopError.cannotCreate(path: path, reason: "No such file or directory")
    ) {
      try generate("no/a.db")
    }
  }

  @Test("is removed again when the generation stops halfway")
  func stopped() throws {
    let folder = try #require(folder)
    let generator = ShopGenerator(
      path: folder.path("a.db"), targetBytes: 1_000_000, journalMode: .delete, seed: 1,
      progress: { if $0 > 0.7 { throw CancellationError() } })
    #expect(throws: CancellationError.self) { try generator.generate() }
    #expect(try folder.files.isEmpty)
  }

  @Test(
    "has bills, payments and balances that add up",
    arguments: [
      """
      SELECT count(*) FROM Bill b WHERE paidAmount <>
        (SELECT total(amount) FROM Payment p WHERE p.billId = b.id)
      """,
      """
      SELECT count(*) FROM Bill b WHERE totalAmount <>
        (SELECT total(amount) FROM CylinderEntry e WHERE e.billId = b.id)
      """,
      "SELECT count(*) FROM CustomerLedger WHERE balance <> billed - paid",
    ])
  func money(mistakes: String) throws {
    let queue = try DatabaseQueue(path: generate("a.db", bytes: 3_000_000).path)
    #expect(try queue.read { try Int.fetchOne($0, sql: mistakes) } == 0)
  }

  @Test("has ids that rise with time", arguments: ["Bill", "Payment", "CylinderEntry", "Customer"])
  func ids(table: String) throws {
    let queue = try DatabaseQueue(path: generate("a.db", bytes: 3_000_000).path)
    let inOrder = try queue.read { db in
      try String.fetchAll(db, sql: "SELECT id FROM \"\(table)\" ORDER BY rowid")
    }
    #expect(inOrder == inOrder.sorted())
  }
}
