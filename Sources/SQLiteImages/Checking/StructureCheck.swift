package import GRDB

/// What SQLite finds in the structure of a database.
package struct StructureCheck {
  package let outcome: FindingFilter.Outcome
  /// What it could not check, a sentence each.
  package var limits: [String] = []

  /// Checks every page of the main database, and the rules of rows, without comparing indexes with
  /// their rows.
  ///
  /// - Parameter gaps: what the connection left out of the schema.
  package init(_ db: Database, gaps: [SchemaGap] = []) throws {
    do {
      outcome = try Self.run(db, gaps)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // A CHECK constraint calls a function of the application.
      limits.append("CHECK constraints were not checked: \(error.message ?? "unknown function").")
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
      defer { try? db.execute(sql: "PRAGMA ignore_check_constraints = OFF") }
      outcome = try Self.run(db, gaps)
    }
    limits += gaps.limits(db)
  }

  private static func run(_ db: Database, _ gaps: [SchemaGap]) throws -> FindingFilter.Outcome {
    var filter = FindingFilter(db)
    guard gaps.contains(where: \.hasPages) else {
      return try filter.findings(
        of: "PRAGMA main.quick_check(\(FindingFilter.searchLimit))")
    }
    // As a whole, the pages of what was left out would be ones that nothing uses.
    var whole = FindingFilter.Outcome()
    let names = try SchemaTables(db).all.filter { $0.kind != .view && $0.kind != .virtual }
    for table in names where table.name != "sqlite_schema" {
      let part = try filter.findings(of: "PRAGMA main.quick_check(\(quoted(table.name)))")
      whole.damage += part.damage
      whole.count += part.count
      whole.violations.merge(part.violations, uniquingKeysWith: max)
    }
    return whole
  }
}
