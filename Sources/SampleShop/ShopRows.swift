import GRDB

/// The writers of all tables that grow with the shop.
struct ShopRows {
  let user: RowWriter
  let customer: RowWriter
  let photo: RowWriter
  let otp: RowWriter
  let cylinder: RowWriter
  let assignment: RowWriter
  let transaction: RowWriter
  let entry: RowWriter
  let bill: RowWriter
  let payment: RowWriter
  let paymentLog: RowWriter
  let expense: RowWriter
  let item: RowWriter
  let note: RowWriter
  let setting: RowWriter
  let activity: RowWriter
  let migration: RowWriter

  init(_ db: Database) throws {
    user = try RowWriter(
      db, table: "User",
      columns: [
        "id", "name", "email", "password", "phone", "role", "status", "permissions", "adminId",
        "createdAt", "updatedAt",
      ])
    customer = try RowWriter(
      db, table: "Customer",
      columns: [
        "id", "customerNumber", "adminId", "name", "contactNumber", "town", "address", "notes",
        "customerType", "securityDeposit", "createdAt", "updatedAt",
      ])
    photo = try RowWriter(
      db, table: "Photo",
      columns: ["id", "customerId", "kind", "contentType", "data", "createdAt"],
      textCapacity: 262_144)
    otp = try RowWriter(
      db, table: "Otp",
      columns: [
        "id", "userId", "codeHash", "purpose", "attempts", "expiresAt", "consumedAt", "createdAt",
      ])
    cylinder = try RowWriter(
      db, table: "Cylinder",
      columns: [
        "id", "serialNumber", "cylinderType", "status", "customerId", "purchasedAt", "updatedAt",
      ])
    assignment = try RowWriter(
      db, table: "CylinderAssignment", columns: ["customerId", "cylinderId", "assignedAt"])
    transaction = try RowWriter(
      db, table: "CylinderTransaction",
      columns: [
        "id", "cylinderId", "customerId", "type", "quantity", "description", "createdAt",
      ])
    entry = try RowWriter(
      db, table: "CylinderEntry",
      columns: [
        "id", "billId", "customerId", "cylinderType", "quantity", "unitPrice", "amount",
        "emptyReturned", "deliveredBy", "description", "deliveryDate", "createdAt",
      ])
    bill = try RowWriter(
      db, table: "Bill",
      columns: [
        "id", "billNumber", "customerId", "createdById", "status", "lastBalance", "cylindersAmount",
        "totalAmount", "paidAmount", "remarks", "billDate", "dueDate", "createdAt", "updatedAt",
      ])
    payment = try RowWriter(
      db, table: "Payment",
      columns: [
        "id", "billId", "customerId", "amount", "method", "reference", "paidOn", "createdAt",
      ])
    paymentLog = try RowWriter(
      db, table: "PaymentLog",
      columns: ["paymentId", "action", "amount", "details", "createdAt"])
    expense = try RowWriter(
      db, table: "Expense",
      columns: [
        "id", "adminId", "category", "amount", "description", "expenseDate", "createdAt",
      ])
    item = try RowWriter(
      db, table: "InventoryItem",
      columns: [
        "id", "adminId", "name", "category", "quantity", "unitPrice", "description", "createdAt",
        "updatedAt",
      ])
    note = try RowWriter(
      db, table: "DailyNote", columns: ["id", "adminId", "noteDate", "note", "createdAt"])
    setting = try RowWriter(
      db, table: "SystemSettings", columns: ["id", "key", "value", "updatedAt"])
    activity = try RowWriter(
      db, table: "ActivityLog",
      columns: [
        "userId", "module", "action", "link", "details", "ipAddress", "userAgent", "createdAt",
      ])
    migration = try RowWriter(
      db, table: "_prisma_migrations",
      columns: [
        "id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count",
      ])
  }
}
