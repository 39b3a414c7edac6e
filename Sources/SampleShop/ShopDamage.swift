package import GRDB

/// Accidents that happen to real shops, for showing how a restore mends them.
package enum ShopDamage: String, Sendable, CaseIterable {
  /// An UPDATE without its WHERE.
  case overwrittenBills
  /// A clean-up that went too far.
  case deletedPayments
  /// A migration that lost an index.
  case droppedIndex

  /// Does the damage in one transaction.
  /// - Returns: what it did, in a sentence for people.
  package func strike(_ writer: any DatabaseWriter) throws -> String {
    try writer.write { db in
      switch self {
      case .overwrittenBills: try Self.overwriteBills(db)
      case .deletedPayments: try Self.deletePayments(db)
      case .droppedIndex: try Self.dropIndex(db)
      }
    }
  }

  private static func overwriteBills(_ db: Database) throws -> String {
    try db.execute(sql: "UPDATE \"Bill\" SET \"totalAmount\" = 0, \"status\" = 'PAID'")
    return "An UPDATE without WHERE set the amount of all \(db.changesCount) bills to Rs 0."
  }

  private static func deletePayments(_ db: Database) throws -> String {
    let customers =
      try Int.fetchOne(db, sql: "SELECT (count(*) + 1) / 2 FROM \"Customer\"") ?? 0
    try db.execute(
      sql: """
        DELETE FROM "Payment" WHERE "customerId" IN (
          SELECT "customerId" FROM "Payment" GROUP BY "customerId"
          ORDER BY count(*) DESC, "customerId" LIMIT ?)
        """, arguments: [customers])
    return "A clean-up deleted \(db.changesCount) payments, those of half the customers."
  }

  private static func dropIndex(_ db: Database) throws -> String {
    try db.execute(sql: "DROP INDEX \"Bill_billNumber_key\"")
    return "A migration dropped the index that keeps bill numbers unique."
  }
}
