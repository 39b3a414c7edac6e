import GRDB
import SampleShop
import Testing

@Suite("Damage to a shop")
struct ShopDamageTests {
  @Test(
    "does what its sentence says",
    arguments: [
      (
        ShopDamage.overwrittenBills, "SELECT count(*) FROM Bill WHERE totalAmount > 0",
        "An UPDATE without WHERE"
      ),
      (
        .deletedPayments,
        """
        SELECT count(*) FROM Payment WHERE customerId IN (SELECT customerId FROM Payment GROUP BY 1
          ORDER BY count(*) DESC, 1 LIMIT (SELECT (count(*) + 1) / 2 FROM Customer))
        """, "A clean-up deleted"
      ),
      (
        .droppedIndex, "SELECT count(*) FROM sqlite_master WHERE name = 'Bill_billNumber_key'",
        "A migration dropped"
      ),
    ])
  func strike(damage: ShopDamage, question: String, words: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.db")
    try ShopGenerator(path: path, targetBytes: 500_000, journalMode: .wal, seed: 3).generate()
    let queue = try ShopActivity.connect(path: path)
    let before = try queue.read { try Int.fetchOne($0, sql: question) }
    let said = try damage.strike(queue)
    let after = try queue.read { try Int.fetchOne($0, sql: question) }
    #expect(said.hasPrefix(words))
    #expect(try #require(before) > #require(after))
    let dangling = try queue.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
    #expect(dangling.isEmpty)
  }
}
