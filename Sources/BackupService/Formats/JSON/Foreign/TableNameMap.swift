import DatabaseEngines

/// Finds the table that a list of an application's own document belongs to.
struct TableNameMap {
  /// The names that the first host gives the lists of its backups.
  static let builtIn = [
    "customers": "Customer", "cylinders": "Cylinder",
    "cylinderTransactions": "CylinderTransaction", "cylinderEntries": "CylinderEntry",
    "expenses": "Expense", "bills": "Bill", "payments": "Payment", "paymentLogs": "PaymentLog",
    "inventoryItems": "InventoryItem", "dailyNotes": "DailyNote", "users": "User", "otps": "Otp",
    "systemSettings": "SystemSettings",
  ]

  private let configured: [String: String]
  private let tables: [String: OverlayTable]

  /// - Parameters:
  ///   - configured: what the setting `importTables` says, before which nothing else counts.
  ///   - tables: those of the database. Only the application's own are ever found.
  init(configured: [String: String], tables: [OverlayTable]) {
    self.configured = configured
    self.tables = Dictionary(
      tables.filter(\.isReplaceable).map { ($0.name.lowercased(), $0) }
    ) { first, _ in first }
  }

  /// By the setting, the built-in names, the name itself in any case, and its singular in
  /// Pascal case, in this order; nil where none of them is a table.
  func table(for list: String) -> OverlayTable? {
    if let name = configured[list] { return tables[name.lowercased()] }
    let names = [Self.builtIn[list], list, Self.singular(list)].compactMap(\.self)
    return names.lazy.compactMap { tables[$0.lowercased()] }.first
  }

  /// `bank_entries` becomes `BankEntry`, `dailyNotes` becomes `DailyNote`.
  static func singular(_ name: String) -> String {
    let pascal = name.split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == " " }).map {
      $0.prefix(1).uppercased() + $0.dropFirst()
    }.joined()
    for (end, replacement) in [
      ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ss", "ss"),
      ("s", ""),
    ] where pascal.hasSuffix(end) && pascal.count > end.count {
      return pascal.dropLast(end.count) + replacement
    }
    return pascal
  }
}
