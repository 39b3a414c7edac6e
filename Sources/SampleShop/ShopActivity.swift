package import GRDB

/// The application at work: small transactions such as a busy shop makes all day.
///
/// What it writes follows from the seed and from what the database holds, so two activities on one
/// database need two seeds. Each transaction leaves every foreign key satisfied.
package struct ShopActivity {
  package enum Transaction: String, Sendable, CaseIterable {
    case delivery
    case payment
    case customerUpdate
    case otpRequest
    case otpDeletion
  }

  private var random: SeededRandom
  private var ids: PrismaIDSource

  package init(seed: UInt64) {
    random = SeededRandom(seed: seed &+ 0x5110)
    ids = PrismaIDSource(seed: seed)
  }

  /// Opens a database as the application does: foreign keys on, five seconds of patience, SQLite's
  /// defaults for the rest.
  package static func connect(path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Commits `count` transactions, one after the other.
  /// - Throws: `ShopError.empty` without a shop's rows, `DatabaseError` as the application sees it.
  package mutating func run(transactions count: Int, on writer: any DatabaseWriter) throws {
    for _ in 0..<count { try runOne(on: writer) }
  }

  /// Commits one transaction and says which it was.
  @discardableResult
  package mutating func runOne(on writer: any DatabaseWriter) throws -> Transaction {
    try writer.write { db in try change(db) }
  }

  private mutating func change(_ db: Database) throws -> Transaction {
    let kind: Transaction =
      switch random.below(100) {
      case ..<50: .delivery
      case ..<70: .payment
      case ..<85: .customerUpdate
      case ..<95: .otpRequest
      default: .otpDeletion
      }
    switch kind {
    case .delivery: try deliver(db)
    case .payment: try pay(db)
    case .customerUpdate: try updateCustomer(db)
    case .otpRequest: try requestOtp(db)
    case .otpDeletion: try deleteOtps(db)
    }
    return kind
  }

  private mutating func deliver(_ db: Database) throws {
    let customer = try pickCustomer(db)
    let latest = try latestBill(db)
    let time = latest.time + ShopCalendar.minute
    let bill = newID(at: time)
    let quantity = random.number(1...4)
    let price = random.number(250...1400) * 10
    let amount = Double(quantity * price)
    try db.cachedStatement(
      sql: """
        INSERT INTO "Bill" ("id", "billNumber", "customerId", "status", "totalAmount", "paidAmount",
          "cylindersAmount", "remarks", "billDate", "dueDate", "createdAt", "updatedAt")
        VALUES (?, ?, ?, 'UNPAID', ?, 0, ?, 'Delivered by van 2', ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        bill, latest.number + 1, customer, amount, amount, time, time + 15 * ShopCalendar.day, time,
        time,
      ])
    for _ in 0..<quantity {
      try db.cachedStatement(
        sql: """
          INSERT INTO "CylinderEntry" ("id", "billId", "customerId", "cylinderType", "quantity",
            "unitPrice", "amount", "description", "deliveryDate", "createdAt")
          VALUES (?, ?, ?, 'Domestic (11.8kg)', 1, ?, ?, 'Seal checked at the door', ?, ?)
          """
      ).execute(
        arguments: [newID(at: time), bill, customer, price, price, time, time])
    }
    if random.chance(60) { try insertPayment(db, amount, bill: bill, of: customer, at: time) }
    try changeBalance(db, of: customer, by: amount, at: time)
    try log(db, "BILLS", "CREATED", "Bill \(latest.number + 1) over Rs \(Int(amount))")
  }

  private mutating func pay(_ db: Database) throws {
    let open = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT "id", "customerId", "totalAmount" - "paidAmount" AS "due", "createdAt" FROM "Bill"
          WHERE "status" <> 'PAID' ORDER BY "dueDate" LIMIT 1
          """))
    guard let open else { return try deliver(db) }
    try insertPayment(
      db, open["due"], bill: open["id"], of: open["customerId"], at: open["createdAt"])
    try log(db, "PAYMENTS", "CREATED", "An old bill was settled")
  }

  private mutating func insertPayment(
    _ db: Database, _ amount: Double, bill: String, of customer: String, at time: Int64
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO "Payment" ("id", "billId", "customerId", "amount", "method", "paidOn")
        VALUES (?, ?, ?, ?, 'CASH', ?)
        """
    ).execute(arguments: [newID(at: time), bill, customer, amount, time])
    try db.cachedStatement(
      sql: """
        UPDATE "Bill" SET "paidAmount" = "paidAmount" + ?, "status" = 'PAID', "updatedAt" = ?
        WHERE "id" = ?
        """
    ).execute(arguments: [amount, time, bill])
    try changeBalance(db, of: customer, by: -amount, at: time)
  }

  private func changeBalance(
    _ db: Database, of customer: String, by amount: Double, at time: Int64
  ) throws {
    try db.cachedStatement(
      sql: """
        UPDATE "Customer" SET "balance" = "balance" + ?, "updatedAt" = ? WHERE "id" = ?
        """
    ).execute(arguments: [amount, time, customer])
  }

  private mutating func updateCustomer(_ db: Database) throws {
    let customer = try pickCustomer(db)
    let house = "House \(random.number(1...480)), Main Bazaar, Model Town"
    try db.cachedStatement(sql: "UPDATE \"Customer\" SET \"address\" = ? WHERE \"id\" = ?")
      .execute(arguments: [house, customer])
    try log(db, "CUSTOMERS", "UPDATED", house)
  }

  private mutating func requestOtp(_ db: Database) throws {
    let time = try latestBill(db).time
    let user = try String.fetchOne(
      db.cachedStatement(sql: "SELECT \"id\" FROM \"User\" WHERE \"status\" = 'ACTIVE' LIMIT 1"))
    guard let user else { throw ShopError.empty(table: "User") }
    try db.cachedStatement(
      sql: """
        INSERT INTO "Otp" ("id", "userId", "codeHash", "purpose", "expiresAt", "createdAt")
        VALUES (?, ?, ?, 'LOGIN', ?, ?)
        """
    ).execute(
      arguments: [
        newID(at: time), user, newID(at: time), time + 10 * ShopCalendar.minute, time,
      ])
  }

  /// Takes the oldest five, and never the last one.
  private func deleteOtps(_ db: Database) throws {
    try db.cachedStatement(
      sql: """
        DELETE FROM "Otp" WHERE "id" IN (
          SELECT "id" FROM "Otp" ORDER BY "id" LIMIT max(0, min(5,
            (SELECT count(*) FROM (SELECT 1 FROM "Otp" LIMIT 6)) - 1)))
        """
    ).execute()
  }

  private func log(_ db: Database, _ module: String, _ action: String, _ details: String) throws {
    try db.cachedStatement(
      sql: "INSERT INTO \"ActivityLog\" (\"module\", \"action\", \"details\") VALUES (?, ?, ?)"
    ).execute(arguments: [module, action, details])
  }

  /// Any customer: one is looked up by number each time, as a restore may have changed them all.
  private mutating func pickCustomer(_ db: Database) throws -> String {
    let last = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT max(\"customerNumber\") FROM \"Customer\""))
    guard let last else { throw ShopError.empty(table: "Customer") }
    let customer = try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT "id" FROM "Customer" WHERE "customerNumber" >= ? ORDER BY "customerNumber" LIMIT 1
          """), arguments: [1 + random.below(last)])
    guard let customer else { throw ShopError.empty(table: "Customer") }
    return customer
  }

  private func latestBill(_ db: Database) throws -> (number: Int, time: Int64) {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT "billNumber", "createdAt" FROM "Bill" ORDER BY "billNumber" DESC LIMIT 1
          """))
    guard let row else { throw ShopError.empty(table: "Bill") }
    return (row["billNumber"], row["createdAt"])
  }

  private mutating func newID(at time: Int64) -> String {
    ids.next(at: time).text
  }
}
