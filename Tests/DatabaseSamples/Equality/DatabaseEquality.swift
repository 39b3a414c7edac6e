/// Whether two databases are the same, told by other means than those that are under test.
package enum DatabaseEquality {
  /// Compares the settings that a database keeps (`encoding`, `auto_vacuum`, `user_version`,
  /// `application_id`), the rows of `sqlite_schema` as a set, and every row of every table: those
  /// of ordinary tables, of `sqlite_sequence` and `sqlite_stat1`, and of the tables that virtual ones
  /// keep their content in. Values are compared by type and to the last bit; rowids where a
  /// statement reaches them. Virtual tables are compared by what they show, too, and check
  /// themselves, in a copy. Where pages lie, and how large they are, makes no difference.
  ///
  /// - Returns: a line for each difference, at most five for one table; none where the two are the
  ///   same.
  /// - Throws: ``SQLFailure`` where one of them cannot be read.
  package static func differences(between a: String, and b: String) throws -> [String] {
    let (a, b) = (try DatabaseContents(of: a), try DatabaseContents(of: b))
    var differences: [String] = []
    for (one, other) in zip(a.settings, b.settings) where one.value != other.value {
      differences.append("\(one.name): \(one.value) ≠ \(other.value)")
    }
    if a.integrity != b.integrity {
      differences.append("integrity_check: \(a.integrity) ≠ \(b.integrity)")
    }
    differences += schemaDifferences(a.schema, b.schema)
    let others = Dictionary(b.tables.map { ($0.name, $0) }) { first, _ in first }
    for table in a.tables {
      guard let other = others[table.name] else { continue }
      differences += rowDifferences(table, other).prefix(5)
    }
    return differences
  }

  private static func schemaDifferences(
    _ a: [DatabaseContents.SchemaRow], _ b: [DatabaseContents.SchemaRow]
  ) -> [String] {
    var missing = Dictionary(a.map { ($0, 1) }, uniquingKeysWith: +)
    for row in b { missing[row, default: 0] -= 1 }
    return missing.filter { $0.value != 0 }
      .map { row, count in
        "\(count > 0 ? "missing" : "added") in the schema: \(text(row.type)) \(text(row.name)) "
          + "of \(text(row.table)): \(text(row.sql))"
      }
      .sorted()
  }

  private static func text(_ value: StoredValue) -> String {
    guard case .text(let bytes) = value else { return value.description }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func rowDifferences(
    _ a: DatabaseContents.Table, _ b: DatabaseContents.Table
  ) -> [String] {
    var differences: [String] = []
    let table = "table \(quoted(a.name))"
    if a.columns != b.columns { differences.append("\(table): \(a.columns) ≠ \(b.columns)") }
    if a.failure != b.failure {
      differences.append("\(table): \(a.failure ?? "fine") ≠ \(b.failure ?? "fine")")
    }
    if a.rows.count != b.rows.count {
      differences.append("\(table): \(a.rows.count) rows ≠ \(b.rows.count)")
    }
    for (number, (one, other)) in zip(a.rows, b.rows).enumerated() where one != other {
      for (column, (value, another)) in zip(one, other).enumerated() where value != another {
        let name = column < a.columns.count ? a.columns[column] : "?"
        differences.append("\(table), row \(number), \(quoted(name)): \(value) ≠ \(another)")
      }
    }
    return differences
  }
}
