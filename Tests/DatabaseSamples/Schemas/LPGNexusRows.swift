enum LPGNexusRows {
  /// Those that do not depend on how many customers there are.
  static let office = #"""
    INSERT INTO "User" VALUES
      ('cm6admin0000qwer8root0001', 'owner@example.com', 'Owner', '$2b$10$abcdefghijklmnopqrstuv',
       'SUPER_ADMIN', 'ACTIVE', NULL, 1, NULL, 1735689600000, 1735689600001),
      ('cm6admin0001qwer8root0002', 'admin@example.com', 'Ádmin "A"', '$2b$10$wxyzabcdefghijklmnopqr',
       'ADMIN', 'ACTIVE', '{"backup":"EDIT","customers":{"view":true,"edit":false}}', 1,
       'cm6admin0000qwer8root0001', 1735689600000, 1735689600001),
      ('cm6staff0002qwer8root0003', 'staff@example.com', 'O''Staff', 'x', 'STAFF', 'INACTIVE', '[]', 0,
       'cm6admin0001qwer8root0002', 1735689600999, 1738368000000);
    INSERT INTO "Expense" VALUES
      ('cm6exp00000qwer8root0001', 'HOME', NULL, 1500, 1738368000000, 'cm6admin0001qwer8root0002'),
      ('cm6exp00001qwer8root0002', 'OTHER', 'Truck; "repair"
    and tyres', 0.1, 1738368000000, 'cm6admin0001qwer8root0002');
    INSERT INTO "InventoryItem" VALUES
      ('cm6inv00000qwer8root0001', 'Regulator', 12, 850.25, 'cm6admin0001qwer8root0002', 1738368000123),
      ('cm6inv00001qwer8root0002', 'Hose \ 2 m', -3, NULL, 'cm6admin0001qwer8root0002', 1738368000123);
    INSERT INTO "DailyNote" VALUES
      ('cm6note0000qwer8root0001', 1738368000000, 'گیس سلنڈر 😀
    COMMIT;', 'cm6admin0001qwer8root0002'),
      ('cm6note0001qwer8root0002', 1738454400000, '', 'cm6admin0001qwer8root0002');
    INSERT INTO "Otp" VALUES
      ('cm6otp00000qwer8root0001', 'owner@example.com', '9f86d081884c7d65', 1, 1738368600000);
    INSERT INTO "SystemSettings" VALUES
      ('main', 'LPG Nexus', NULL, 250.5,
       '{"currency":"PKR","rates":[1,2.5,null],"deep":{"a":{"b":["c"]}}}', 1, 1738368000000);

    """#

  /// Rows that grow with the customers, each the same for the same number.
  static func trade(customers: Int) -> String {
    """
    INSERT INTO "Customer"
      WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < \(customers))
      SELECT n, 'C' || n, 'Customer ' || n || CASE n % 3 WHEN 0 THEN ' "x"' ELSE '' END,
        CASE WHEN n % 2 THEN '0300-555' || n END, 'Street ' || n || ', it''s',
        CASE n % 2 WHEN 0 THEN 'COMMERCIAL' ELSE 'HOUSEHOLD' END, n * 100.25,
        CASE n % 2 WHEN 0 THEN '["vip",{"since":2024}]' END, n % 5 <> 4,
        'cm6admin0001qwer8root0002', 1735689600000 + n * 1001, 1735776000000 + n FROM c;
    INSERT INTO "Cylinder" SELECT 'cm6cyl' || id, 'SN-' || id, CASE id % 2 WHEN 0 THEN 45.4 ELSE 15 END,
      'WITH_CUSTOMER', id, adminId, CASE id % 2 WHEN 0 THEN createdAt END FROM "Customer";
    INSERT INTO "CylinderTransaction" SELECT 'cm6trx' || id, 'DELIVERED', id % 4 + 1, id * 3250.5, id,
      CASE id % 2 WHEN 0 THEN 'cm6cyl' || id END, adminId, createdAt FROM "Customer";
    INSERT INTO "CylinderEntry" SELECT id * 2, id, id % 7, id % 3, 2999.99, createdAt, id % 2, adminId
      FROM "Customer";
    INSERT INTO "Bill" SELECT 'cm6bill' || id, id, '2025-02', id * 3250.5,
      '[{"text":"gas","kg":11.8,"paid":false}]', 'cm6pay' || id, adminId, createdAt FROM "Customer";
    INSERT INTO "Payment" SELECT 'cm6pay' || id, 'cm6bill' || id, id * 1000, 'CASH', createdAt, adminId
      FROM "Customer";
    INSERT INTO "PaymentLog" SELECT id + 10, CASE id % 2 WHEN 0 THEN 'cm6pay' || id END, 'CREATED',
      CASE id % 2 WHEN 0 THEN '"just text"' END, createdAt FROM "Customer";
    UPDATE "sqlite_sequence" SET seq = seq + 5 WHERE name = 'PaymentLog';

    """
  }
}
