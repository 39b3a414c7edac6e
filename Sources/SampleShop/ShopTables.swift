/// The shop's tables, in the order in which Prisma's migrations would create them.
enum ShopTables {
  static let people = """
    CREATE TABLE "User" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "name" TEXT NOT NULL,
      "email" TEXT NOT NULL,
      "password" TEXT NOT NULL,
      "phone" TEXT,
      "role" TEXT NOT NULL DEFAULT 'STAFF',
      "status" TEXT NOT NULL DEFAULT 'ACTIVE',
      "permissions" TEXT,
      "adminId" TEXT,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      "updatedAt" DATETIME NOT NULL,
      CONSTRAINT "User_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id")
        ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "Customer" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "customerNumber" INTEGER NOT NULL,
      "adminId" TEXT NOT NULL,
      "name" TEXT NOT NULL,
      "contactNumber" TEXT NOT NULL,
      "town" TEXT NOT NULL,
      "address" TEXT NOT NULL,
      "notes" TEXT,
      "customerType" TEXT NOT NULL DEFAULT 'HOUSEHOLD',
      "status" TEXT NOT NULL DEFAULT 'ACTIVE',
      "securityDeposit" REAL NOT NULL DEFAULT 0,
      "balance" REAL NOT NULL DEFAULT 0,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      "updatedAt" DATETIME NOT NULL,
      CONSTRAINT "Customer_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id")
        ON DELETE RESTRICT ON UPDATE CASCADE
    );
    CREATE TABLE "Photo" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "customerId" TEXT NOT NULL,
      "kind" TEXT NOT NULL,
      "contentType" TEXT NOT NULL DEFAULT 'image/jpeg',
      "data" BLOB NOT NULL,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "Photo_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE TABLE "Otp" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "userId" TEXT NOT NULL,
      "codeHash" TEXT NOT NULL,
      "purpose" TEXT NOT NULL,
      "attempts" INTEGER NOT NULL DEFAULT 0,
      "expiresAt" DATETIME NOT NULL,
      "consumedAt" DATETIME,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "Otp_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE
    );
    """

  static let cylinders = """
    CREATE TABLE "Cylinder" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "serialNumber" TEXT NOT NULL,
      "cylinderType" TEXT NOT NULL,
      "status" TEXT NOT NULL DEFAULT 'IN_STOCK',
      "customerId" TEXT,
      "purchasedAt" DATETIME NOT NULL,
      "updatedAt" DATETIME NOT NULL,
      CONSTRAINT "Cylinder_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id")
        ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "CylinderAssignment" (
      "customerId" TEXT NOT NULL,
      "cylinderId" TEXT NOT NULL,
      "assignedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      PRIMARY KEY ("customerId", "cylinderId"),
      CONSTRAINT "CylinderAssignment_customerId_fkey" FOREIGN KEY ("customerId")
        REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
      CONSTRAINT "CylinderAssignment_cylinderId_fkey" FOREIGN KEY ("cylinderId")
        REFERENCES "Cylinder" ("id") ON DELETE CASCADE ON UPDATE CASCADE
    ) WITHOUT ROWID;
    CREATE TABLE "CylinderTransaction" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "cylinderId" TEXT NOT NULL,
      "customerId" TEXT NOT NULL,
      "type" TEXT NOT NULL,
      "quantity" INTEGER NOT NULL DEFAULT 1,
      "description" TEXT,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "CylinderTransaction_cylinderId_fkey" FOREIGN KEY ("cylinderId")
        REFERENCES "Cylinder" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
      CONSTRAINT "CylinderTransaction_customerId_fkey" FOREIGN KEY ("customerId")
        REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE TABLE "CylinderEntry" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "billId" TEXT NOT NULL,
      "customerId" TEXT NOT NULL,
      "cylinderType" TEXT NOT NULL,
      "quantity" INTEGER NOT NULL,
      "unitPrice" REAL NOT NULL,
      "amount" REAL NOT NULL,
      "emptyReturned" INTEGER NOT NULL DEFAULT 0,
      "deliveredBy" TEXT,
      "description" TEXT,
      "deliveryDate" DATETIME NOT NULL,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "CylinderEntry_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
      CONSTRAINT "CylinderEntry_customerId_fkey" FOREIGN KEY ("customerId")
        REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
    );
    """

  static let money = """
    CREATE TABLE "Bill" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "billNumber" INTEGER NOT NULL,
      "customerId" TEXT NOT NULL,
      "createdById" TEXT,
      "status" TEXT NOT NULL DEFAULT 'UNPAID',
      "lastBalance" REAL NOT NULL DEFAULT 0,
      "cylindersAmount" REAL NOT NULL DEFAULT 0,
      "totalAmount" REAL NOT NULL,
      "paidAmount" REAL NOT NULL DEFAULT 0,
      "remarks" TEXT,
      "billDate" DATETIME NOT NULL,
      "dueDate" DATETIME NOT NULL,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      "updatedAt" DATETIME NOT NULL,
      CONSTRAINT "Bill_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
      CONSTRAINT "Bill_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id")
        ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "Payment" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "billId" TEXT NOT NULL,
      "customerId" TEXT NOT NULL,
      "amount" REAL NOT NULL,
      "method" TEXT NOT NULL DEFAULT 'CASH',
      "reference" TEXT,
      "paidOn" DATETIME NOT NULL,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "Payment_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
      CONSTRAINT "Payment_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE TABLE "PaymentLog" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "paymentId" TEXT,
      "action" TEXT NOT NULL,
      "amount" REAL NOT NULL,
      "details" TEXT,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "PaymentLog_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id")
        ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "Expense" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "adminId" TEXT NOT NULL,
      "category" TEXT NOT NULL,
      "amount" REAL NOT NULL,
      "description" TEXT,
      "expenseDate" DATETIME NOT NULL,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "Expense_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id")
        ON DELETE RESTRICT ON UPDATE CASCADE
    );
    """

  static let office = """
    CREATE TABLE "InventoryItem" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "adminId" TEXT NOT NULL,
      "name" TEXT NOT NULL,
      "category" TEXT NOT NULL,
      "quantity" INTEGER NOT NULL DEFAULT 0,
      "unitPrice" REAL NOT NULL,
      "description" TEXT,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      "updatedAt" DATETIME NOT NULL,
      CONSTRAINT "InventoryItem_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id")
        ON DELETE RESTRICT ON UPDATE CASCADE
    );
    CREATE TABLE "DailyNote" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "adminId" TEXT NOT NULL,
      "noteDate" DATETIME NOT NULL,
      "note" TEXT NOT NULL,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "DailyNote_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE TABLE "SystemSettings" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "key" TEXT NOT NULL,
      "value" TEXT NOT NULL,
      "updatedAt" DATETIME NOT NULL
    );
    CREATE TABLE "ActivityLog" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "userId" TEXT,
      "module" TEXT NOT NULL,
      "action" TEXT NOT NULL,
      "link" TEXT,
      "details" TEXT,
      "ipAddress" TEXT,
      "userAgent" TEXT,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
      CONSTRAINT "ActivityLog_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id")
        ON DELETE SET NULL ON UPDATE CASCADE
    );
    CREATE TABLE "_prisma_migrations" (
      "id" TEXT PRIMARY KEY NOT NULL,
      "checksum" TEXT NOT NULL,
      "finished_at" DATETIME,
      "migration_name" TEXT NOT NULL,
      "logs" TEXT,
      "rolled_back_at" DATETIME,
      "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
      "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
    );
    """
}
