extension SampleSchema {
  /// A trader: names with spaces, pictures, money as text and numbers, views of views, a trigger.
  package static let northwindLike = SampleSchema(
    name: "northwind-like",
    sql: """
      CREATE TABLE "Categories"(
        "CategoryID" INTEGER PRIMARY KEY AUTOINCREMENT, "CategoryName" TEXT,
        "Description" TEXT, "Picture" BLOB);
      CREATE TABLE "Products"(
        "ProductID" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "ProductName" TEXT NOT NULL,
        "CategoryID" INTEGER, "UnitPrice" NUMERIC DEFAULT 0, "Units In Stock" INTEGER DEFAULT 0,
        "Discontinued" TEXT NOT NULL DEFAULT '0',
        CHECK ("UnitPrice" >= (0)), CHECK ("Units In Stock" >= (0)),
        FOREIGN KEY ("CategoryID") REFERENCES "Categories" ("CategoryID"));
      CREATE TABLE "Customers"("CustomerID" TEXT, "CompanyName" TEXT, "Postal Code" TEXT,
        PRIMARY KEY ("CustomerID"));
      CREATE TABLE "Orders"(
        "OrderID" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "CustomerID" TEXT REFERENCES "Customers",
        "OrderDate" DATETIME, "Freight" NUMERIC DEFAULT 0, "Ship Name" TEXT COLLATE NOCASE);
      CREATE TABLE "Order Details"(
        "OrderID" INTEGER NOT NULL, "ProductID" INTEGER NOT NULL,
        "UnitPrice" NUMERIC NOT NULL DEFAULT 0, "Quantity" INTEGER NOT NULL DEFAULT 1,
        "Discount" REAL NOT NULL DEFAULT 0,
        "Net" AS ("UnitPrice" * "Quantity" * (1 - "Discount")),
        PRIMARY KEY ("OrderID", "ProductID"), CHECK ("Discount" >= (0) and "Discount" <= (1)),
        FOREIGN KEY ("OrderID") REFERENCES "Orders" ("OrderID") ON DELETE CASCADE,
        FOREIGN KEY ("ProductID") REFERENCES "Products" ("ProductID"));
      CREATE TABLE "Order Audit"("at" TEXT DEFAULT (datetime('now')), "what" TEXT);
      INSERT INTO "Categories"("CategoryName", "Description", "Picture") VALUES
        ('Beverages', 'Soft drinks, coffees; teas', x'89504e470d0a1a0a0000000d49484452'),
        ('Grains/Cereals', 'Breads
      and crackers', zeroblob(9000)), ('Nothing', NULL, x'');
      INSERT INTO "Products" VALUES
        (1, 'Chai "extra"', 1, 18, 39, '0'), (2, 'Gnocchi d''inverno', 2, 12.75, 0, '1'),
        (77, 'Röst-Käse', NULL, 0.1, 5, '0'), (78, '100', 1, '2,50', 1, '0');
      INSERT INTO "Customers" VALUES ('ALFKA', 'Kiosk am Ring', '01099'), ('QUEDE', 'Que?', NULL);
      INSERT INTO "Orders" VALUES
        (10248, 'ALFKA', '2024-07-04 00:00:00', 32.38, 'Kiosk am Ring'),
        (10249, 'LOST!', NULL, NULL, 'Nobody''s');
      INSERT INTO "Order Details"("OrderID", "ProductID", "UnitPrice", "Quantity", "Discount") VALUES
        (10248, 1, 18, 12, 0), (10248, 77, 0.1, 3, 0.15), (10249, 2, 12.75, 1, 1);
      UPDATE "sqlite_sequence" SET seq = 20000 WHERE name = 'Orders';
      CREATE INDEX "Details by product" ON "Order Details"("ProductID", "Quantity" DESC);
      CREATE INDEX "In stock" ON "Products"("ProductName" COLLATE NOCASE) WHERE "Units In Stock" > 0;
      CREATE VIEW "Order Subtotals" AS
        SELECT "OrderID", sum("Net") AS "Subtotal" FROM "Order Details" GROUP BY "OrderID";
      CREATE VIEW [Orders with Subtotals] AS
        SELECT o.*, s."Subtotal", "no column" AS "Note"
        FROM "Orders" o LEFT JOIN "Order Subtotals" s ON s."OrderID" = o."OrderID";
      CREATE TRIGGER "Audit of orders" AFTER INSERT ON "Orders" BEGIN
        INSERT INTO "Order Audit"("what") VALUES ('order ' || new."OrderID" || '; END;');
      END;
      """)
}
