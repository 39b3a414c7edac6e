import GRDB
import SampleShop
import Testing

@Suite("A shop at work")
struct ShopActivityTests {
  private func shop() throws -> (folder: TemporaryFolder, queue: DatabaseQueue) {
    let folder = try TemporaryFolder()
    let path = folder.path("a.db")
    try ShopGenerator(path: path, targetBytes: 500_000, journalMode: .wal, seed: 3).generate()
    return (folder, try ShopActivity.connect(path: path))
  }

  @Test("stays whole over many transactions")
  func whole() throws {
    let (folder, queue) = try shop()
    defer { withExtendedLifetime(folder) {} }
    var activity = ShopActivity(seed: 1)
    try activity.run(transactions: 500, on: queue)
    try queue.write { db in
      #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      #expect(
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM CustomerLedger WHERE balance <> billed - paid") == 0)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) > 0 FROM Otp") == 1)
      try db.execute(
        sql: "INSERT INTO CustomerSearch(CustomerSearch) VALUES ('integrity-check')")
    }
  }

  @Test("does every kind of transaction")
  func kinds() throws {
    let (folder, queue) = try shop()
    defer { withExtendedLifetime(folder) {} }
    var activity = ShopActivity(seed: 1)
    var seen: Set<ShopActivity.Transaction> = []
    for _ in 0..<200 { seen.insert(try activity.runOne(on: queue)) }
    #expect(seen == Set(ShopActivity.Transaction.allCases))
  }

  @Test("can be run again with the same seed")
  func again() throws {
    let (folder, queue) = try shop()
    defer { withExtendedLifetime(folder) {} }
    for _ in 0..<3 {
      var activity = ShopActivity(seed: 1)
      try activity.run(transactions: 50, on: queue)
    }
    let bills = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM Bill") }
    #expect(try #require(bills) > 75)
  }

  @Test("says which table is empty")
  func empty() throws {
    let (folder, queue) = try shop()
    defer { withExtendedLifetime(folder) {} }
    try queue.write { try $0.execute(sql: "DELETE FROM Customer") }
    var activity = ShopActivity(seed: 1)
    #expect(throws: ShopError.empty(table: "Customer")) {
      try activity.run(transactions: 50, on: queue)
    }
  }
}
