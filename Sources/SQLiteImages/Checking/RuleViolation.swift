import GRDB

/// A rule of the application's schema that rows break, though the file is whole: the rows were there
/// before the rule, or came in while it was not looked at.
package enum RuleViolation: Hashable, Sendable {
  case check(table: String)
  case null(table: String, column: String)
  /// A value of another type than the column's: of a STRICT table, or one that the column's affinity
  /// would have converted.
  case type(table: String, column: String)
  case duplicate(index: String, table: String)
}

extension Database {
  /// A sentence for each rule that is broken, with the table and the constraint.
  ///
  /// - Parameter counts: how many rows break each.
  package func describe(_ counts: [RuleViolation: Int]) throws -> [String] {
    try counts.flatMap { violation, count in
      switch violation {
      case .check(let table): try describeChecks(of: table, count)
      case .null(let table, let column):
        [Self.rows(count, table) + " NULL in “\(column)”, which is NOT NULL."]
      case .type(let table, let column):
        [Self.rows(count, table) + " a value in “\(column)” that is not of the column's type."]
      case .duplicate(let index, let table):
        [
          "\(count) \(count == 1 ? "row" : "rows") of “\(table)” repeat a value of the unique index "
            + "“\(index)”."
        ]
      }
    }.sorted()
  }

  private static func rows(_ count: Int, _ table: String) -> String {
    count == 1 ? "1 row of “\(table)” has" : "\(count) rows of “\(table)” have"
  }

  private func describeChecks(of table: String, _ count: Int) throws -> [String] {
    let broken = try brokenChecks(of: table)
    guard !broken.isEmpty else {
      return [
        "\(count) \(count == 1 ? "row of “\(table)” breaks" : "rows of “\(table)” break") a CHECK constraint."
      ]
    }
    return broken.map { check, rows in
      "\(rows) \(rows == 1 ? "row of “\(table)” breaks" : "rows of “\(table)” break") the constraint "
        + "\(check.description)."
    }
  }

  /// The constraints of a table that rows break, and how many. One that cannot be asked for is left out.
  func brokenChecks(of table: String) throws -> [(CheckConstraint, Int)] {
    let sql = try String.fetchOne(
      self, sql: "SELECT CAST(sql AS TEXT) FROM sqlite_schema WHERE type = 'table' AND name = ?",
      arguments: [table])
    return try CheckConstraint.all(in: sql ?? "").compactMap { check in
      do {
        let rows =
          try Int.fetchOne(
            self, sql: "SELECT count(*) FROM \(quoted(table)) WHERE \(check.violation)") ?? 0
        return rows > 0 ? (check, rows) : nil
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        return nil
      }
    }
  }
}
