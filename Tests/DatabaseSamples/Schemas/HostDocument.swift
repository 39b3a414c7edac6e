/// The host's own backup: one JSON document with the rows of every model, as `JSON.stringify` writes
/// what Prisma reads.
package enum HostDocument {
  /// The names of the lists in the document, and the tables that they hold.
  package static let lists: [(name: String, table: String)] = [
    ("customers", "Customer"), ("cylinders", "Cylinder"),
    ("cylinderTransactions", "CylinderTransaction"), ("cylinderEntries", "CylinderEntry"),
    ("expenses", "Expense"), ("bills", "Bill"), ("payments", "Payment"),
    ("paymentLogs", "PaymentLog"), ("inventoryItems", "InventoryItem"),
    ("dailyNotes", "DailyNote"), ("users", "User"), ("otps", "Otp"),
    ("systemSettings", "SystemSettings"),
  ]

  /// The document of a database like ``SampleSchema/lpgNexus(customers:)``.
  ///
  /// Times are ISO 8601 with milliseconds, booleans `true` and `false`, what a Json column holds is
  /// nested as it is, and decimals are strings.
  ///
  /// - Throws: ``SQLFailure`` where the database lacks one of the tables.
  package static func make(
    of path: String, backupDate: String = "2026-03-01T09:30:00.000Z"
  ) throws -> String {
    try make(RawConnection(path, isReadOnly: true), backupDate)
  }

  /// The document of the sample itself.
  package static func make(
    customers: Int = 3, backupDate: String = "2026-03-01T09:30:00.000Z"
  ) throws -> String {
    let connection = try RawConnection(":memory:")
    try connection.execute(SampleSchema.lpgNexus(customers: customers).sql)
    return try make(connection, backupDate)
  }

  private static func make(_ connection: RawConnection, _ backupDate: String) throws -> String {
    let lists = try Self.lists.map { list in
      let rows = try rows(of: list.table, connection)
      return "\"\(list.name)\":[\(rows.joined(separator: ","))]"
    }
    return "{\"version\":\"1.0\",\"backupDate\":\"\(backupDate)\",\"data\":{"
      + lists.joined(separator: ",") + "}}"
  }

  private static func rows(of table: String, _ connection: RawConnection) throws -> [String] {
    let name = [StoredValue.text(Array(table.utf8))]
    let columns = try connection.texts("SELECT name FROM pragma_table_info(?)", name)
    let types = try connection.texts("SELECT type FROM pragma_table_info(?)", name)
    let terms = zip(columns, types).map { column, type in
      // Divided as integers, since SQLite rounds a fraction of a second.
      guard type == "DATETIME" else { return quoted(column) }
      let time = quoted(column)
      return "strftime('%Y-%m-%dT%H:%M:%S.', \(time) / 1000, 'unixepoch') "
        + "|| printf('%03dZ', \(time) % 1000)"
    }
    return try connection.rows("SELECT \(terms.joined(separator: ", ")) FROM \(quoted(table))").map
    {
      let members = zip(zip(columns, types), $0).map { "\"\($0.0)\":" + json($1, type: $0.1) }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  private static func json(_ value: StoredValue, type: String) -> String {
    switch (value, type) {
    case (.null, _), (.blob, _): "null"
    case (.integer(let number), "BOOLEAN"): number == 0 ? "false" : "true"
    case (.integer(let number), "DECIMAL"): "\"\(number)\""
    case (.integer(let number), _): "\(number)"
    case (.real(let bits), "DECIMAL"): "\"\(number(bits))\""
    case (.real(let bits), _): number(bits)
    case (.text(let bytes), "JSONB"): String(decoding: bytes, as: UTF8.self)
    case (.text(let bytes), _): string(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// As JavaScript writes it: without a fraction where there is none.
  private static func number(_ bits: UInt64) -> String {
    let text = "\(Double(bitPattern: bits))"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func string(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\u{8}": json += "\\b"
      case "\u{C}": json += "\\f"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
