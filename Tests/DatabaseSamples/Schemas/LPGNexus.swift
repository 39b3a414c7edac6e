extension SampleSchema {
  /// The first host's database: tenants by `adminId`, users who refer to users, bills and payments
  /// that refer to each other.
  package static let lpgNexus = lpgNexus(customers: 3)

  /// - Parameter customers: how many there are; each has a few rows in the other tables.
  package static func lpgNexus(customers: Int) -> SampleSchema {
    SampleSchema(
      name: "lpg-nexus",
      sql: LPGNexusTables.sql + LPGNexusRows.office + LPGNexusRows.trade(customers: customers))
  }
}

enum LPGNexusTables {
  static let sql = """
    CREATE TABLE "User" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "email" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "password" TEXT NOT NULL,
        "role" TEXT NOT NULL DEFAULT 'STAFF',
        "status" TEXT NOT NULL DEFAULT 'ACTIVE',
        "permissions" JSONB,
        "isVerified" BOOLEAN NOT NULL DEFAULT false,
        "adminId" TEXT,
        "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" DATETIME NOT NULL,
        CONSTRAINT "User_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "Customer" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "customerCode" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "contactNumber" TEXT,
        "address" TEXT,
        "customerType" TEXT NOT NULL DEFAULT 'HOUSEHOLD',
        "securityDeposit" DECIMAL NOT NULL DEFAULT 0,
        "tags" JSONB,
        "isActive" BOOLEAN NOT NULL DEFAULT true,
        "adminId" TEXT NOT NULL,
        "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" DATETIME NOT NULL,
        CONSTRAINT "Customer_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
    );
    CREATE TABLE "Cylinder" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "serialNumber" TEXT NOT NULL,
        "sizeKg" REAL NOT NULL DEFAULT 11.8,
        "status" TEXT NOT NULL DEFAULT 'IN_STOCK',
        "customerId" INTEGER,
        "adminId" TEXT NOT NULL,
        "purchasedAt" DATETIME,
        CONSTRAINT "Cylinder_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "CylinderTransaction" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "type" TEXT NOT NULL,
        "quantity" INTEGER NOT NULL DEFAULT 1,
        "amount" DECIMAL NOT NULL,
        "customerId" INTEGER NOT NULL,
        "cylinderId" TEXT,
        "adminId" TEXT NOT NULL,
        "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
        CONSTRAINT "CylinderTransaction_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
        CONSTRAINT "CylinderTransaction_cylinderId_fkey" FOREIGN KEY ("cylinderId") REFERENCES "Cylinder" ("id") ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "CylinderEntry" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "customerId" INTEGER NOT NULL,
        "delivered" INTEGER NOT NULL DEFAULT 0,
        "received" INTEGER NOT NULL DEFAULT 0,
        "unitPrice" REAL NOT NULL,
        "deliveryDate" DATETIME NOT NULL,
        "verified" BOOLEAN NOT NULL DEFAULT false,
        "adminId" TEXT NOT NULL,
        CONSTRAINT "CylinderEntry_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE TABLE "Expense" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "kind" TEXT NOT NULL,
        "description" TEXT,
        "amount" DECIMAL NOT NULL,
        "date" DATETIME NOT NULL,
        "adminId" TEXT NOT NULL
    );
    CREATE TABLE "Bill" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "customerId" INTEGER NOT NULL,
        "period" TEXT NOT NULL,
        "total" DECIMAL NOT NULL,
        "lines" JSONB NOT NULL,
        "lastPaymentId" TEXT,
        "adminId" TEXT NOT NULL,
        "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
        CONSTRAINT "Bill_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
        CONSTRAINT "Bill_lastPaymentId_fkey" FOREIGN KEY ("lastPaymentId") REFERENCES "Payment" ("id") ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "Payment" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "billId" TEXT NOT NULL,
        "amount" DECIMAL NOT NULL,
        "method" TEXT NOT NULL DEFAULT 'CASH',
        "paidOn" DATETIME NOT NULL,
        "adminId" TEXT NOT NULL,
        CONSTRAINT "Payment_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill" ("id") ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE TABLE "PaymentLog" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "paymentId" TEXT,
        "event" TEXT NOT NULL,
        "details" JSONB,
        "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
        CONSTRAINT "PaymentLog_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "InventoryItem" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "name" TEXT NOT NULL,
        "quantity" INTEGER NOT NULL DEFAULT 0,
        "unitCost" DECIMAL,
        "adminId" TEXT NOT NULL,
        "updatedAt" DATETIME NOT NULL
    );
    CREATE TABLE "DailyNote" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "date" DATETIME NOT NULL,
        "content" TEXT NOT NULL,
        "adminId" TEXT NOT NULL
    );
    CREATE TABLE "Otp" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "email" TEXT NOT NULL,
        "codeHash" TEXT NOT NULL,
        "used" BOOLEAN NOT NULL DEFAULT false,
        "expiresAt" DATETIME NOT NULL
    );
    CREATE TABLE "SystemSettings" (
        "id" TEXT NOT NULL PRIMARY KEY DEFAULT 'main',
        "companyName" TEXT NOT NULL,
        "logo" TEXT,
        "gasPricePerKg" REAL NOT NULL DEFAULT 250.5,
        "preferences" JSONB NOT NULL DEFAULT '{}',
        "backupEnabled" BOOLEAN NOT NULL DEFAULT true,
        "updatedAt" DATETIME NOT NULL
    );
    CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
    CREATE UNIQUE INDEX "Customer_adminId_customerCode_key" ON "Customer"("adminId", "customerCode");
    CREATE UNIQUE INDEX "Cylinder_serialNumber_key" ON "Cylinder"("serialNumber");
    CREATE INDEX "Cylinder_customerId_idx" ON "Cylinder"("customerId");
    CREATE INDEX "CylinderEntry_customerId_deliveryDate_idx" ON "CylinderEntry"("customerId", "deliveryDate");
    CREATE INDEX "Payment_billId_idx" ON "Payment"("billId");
    CREATE UNIQUE INDEX "DailyNote_adminId_date_key" ON "DailyNote"("adminId", "date");

    """
}
