/// What is built on the tables once the rows are in: indexes, a view, the full-text table, triggers.
enum ShopIndexes {
  static let indexes = [
    #"CREATE UNIQUE INDEX "User_email_key" ON "User"("email")"#,
    #"CREATE INDEX "User_adminId_idx" ON "User"("adminId")"#,
    #"CREATE UNIQUE INDEX "Customer_customerNumber_key" ON "Customer"("customerNumber")"#,
    #"CREATE INDEX "Customer_adminId_status_idx" ON "Customer"("adminId", "status")"#,
    #"CREATE INDEX "Photo_customerId_idx" ON "Photo"("customerId")"#,
    #"CREATE INDEX "Otp_userId_idx" ON "Otp"("userId")"#,
    #"CREATE UNIQUE INDEX "Cylinder_serialNumber_key" ON "Cylinder"("serialNumber")"#,
    #"CREATE INDEX "Cylinder_customerId_idx" ON "Cylinder"("customerId")"#,
    #"""
    CREATE INDEX "CylinderAssignment_cylinderId_idx" ON "CylinderAssignment"("cylinderId")
    """#,
    #"""
    CREATE INDEX "CylinderTransaction_cylinderId_idx" ON "CylinderTransaction"("cylinderId")
    """#,
    #"""
    CREATE INDEX "CylinderTransaction_customerId_idx" ON "CylinderTransaction"("customerId")
    """#,
    #"CREATE INDEX "CylinderEntry_billId_idx" ON "CylinderEntry"("billId")"#,
    #"CREATE INDEX "CylinderEntry_customerId_idx" ON "CylinderEntry"("customerId")"#,
    #"CREATE UNIQUE INDEX "Bill_billNumber_key" ON "Bill"("billNumber")"#,
    #"""
    CREATE INDEX "Bill_customerId_billDate_idx" ON "Bill"("customerId", "billDate")
    """#,
    #"CREATE INDEX "Bill_createdById_idx" ON "Bill"("createdById")"#,
    #"CREATE INDEX "Bill_unpaid_idx" ON "Bill"("dueDate") WHERE "status" <> 'PAID'"#,
    #"CREATE INDEX "Payment_billId_idx" ON "Payment"("billId")"#,
    #"CREATE INDEX "Payment_customerId_idx" ON "Payment"("customerId")"#,
    #"CREATE INDEX "PaymentLog_paymentId_idx" ON "PaymentLog"("paymentId")"#,
    #"CREATE INDEX "Expense_adminId_idx" ON "Expense"("adminId")"#,
    #"CREATE INDEX "InventoryItem_adminId_idx" ON "InventoryItem"("adminId")"#,
    #"CREATE INDEX "DailyNote_adminId_idx" ON "DailyNote"("adminId")"#,
    #"CREATE UNIQUE INDEX "SystemSettings_key_key" ON "SystemSettings"("key")"#,
  ]

  /// The activity log grows until the file has its size, so its index comes last.
  static let lastIndex =
    #"CREATE INDEX "ActivityLog_userId_idx" ON "ActivityLog"("userId")"#

  static let view = """
    CREATE VIEW "CustomerLedger" AS
      SELECT c."id", c."customerNumber", c."name", c."balance",
        count(b."id") AS "bills", total(b."totalAmount") AS "billed", total(b."paidAmount") AS "paid"
      FROM "Customer" c LEFT JOIN "Bill" b ON b."customerId" = c."id"
      GROUP BY c."id"
    """

  /// An external content table, see <https://sqlite.org/fts5.html#external_content_tables>. It goes
  /// by the customer's number: a rowid without a name may change in a VACUUM.
  static let search = """
    CREATE VIRTUAL TABLE "CustomerSearch" USING fts5(
      "name", "address", "notes", content='Customer', content_rowid='customerNumber');
    INSERT INTO "CustomerSearch"("CustomerSearch") VALUES ('rebuild');
    """

  static let triggers = """
    CREATE TRIGGER "Customer_search_insert" AFTER INSERT ON "Customer" BEGIN
      INSERT INTO "CustomerSearch"(rowid, "name", "address", "notes")
        VALUES (new."customerNumber", new."name", new."address", new."notes");
    END;
    CREATE TRIGGER "Customer_search_delete" AFTER DELETE ON "Customer" BEGIN
      INSERT INTO "CustomerSearch"("CustomerSearch", rowid, "name", "address", "notes")
        VALUES ('delete', old."customerNumber", old."name", old."address", old."notes");
    END;
    CREATE TRIGGER "Customer_search_update"
    AFTER UPDATE OF "customerNumber", "name", "address", "notes" ON "Customer" BEGIN
      INSERT INTO "CustomerSearch"("CustomerSearch", rowid, "name", "address", "notes")
        VALUES ('delete', old."customerNumber", old."name", old."address", old."notes");
      INSERT INTO "CustomerSearch"(rowid, "name", "address", "notes")
        VALUES (new."customerNumber", new."name", new."address", new."notes");
    END;
    CREATE TRIGGER "Payment_log_insert" AFTER INSERT ON "Payment" BEGIN
      INSERT INTO "PaymentLog"("paymentId", "action", "amount", "details")
        VALUES (new."id", 'RECEIVED', new."amount", new."method");
    END;
    """
}
