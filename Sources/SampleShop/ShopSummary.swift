import GRDB

/// What a generated shop holds.
package struct ShopSummary: Sendable, Equatable {
  package let path: String
  /// The size of the file.
  package let bytes: Int
  /// The rows of each table, by the table's name.
  package let rows: [String: Int]

  init(_ db: Database, path: String) throws {
    self.path = path
    bytes =
      try Int.fetchOne(
        db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
    var rows: [String: Int] = [:]
    for table in Self.tables {
      rows[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"")
    }
    self.rows = rows
  }

  /// The tables of the shop, without those that SQLite keeps for itself.
  package static let tables = [
    "ActivityLog", "Bill", "Customer", "Cylinder", "CylinderAssignment", "CylinderEntry",
    "CylinderTransaction", "DailyNote", "Expense", "InventoryItem", "Otp", "Payment", "PaymentLog",
    "Photo", "SystemSettings", "User", "_prisma_migrations",
  ]
}
