import GRDB

/// Tells real findings of SQLite's own check from false ones.
///
/// Up to SQLite 3.40 at least, the check looks into the wrong columns of a WITHOUT ROWID table whose
/// key is not in its first columns, and reports values as NULL or of a wrong type that are fine. Such a
/// finding is believed only if a query of ours finds a value like that.
struct FindingFilter {
  /// As many as anybody reads.
  static let limit = 20
  /// For the check, so that false findings do not crowd out real ones.
  static let searchLimit = 10_000_000

  private let db: Database
  /// Those without row ids; read when a finding first needs them.
  private var tables: [(name: String, columns: [String])]?
  private var verdicts: [String: Bool] = [:]

  init(_ db: Database) { self.db = db }

  private mutating func suspects() throws -> [(name: String, columns: [String])] {
    if let tables { return tables }
    let names = try String.fetchAll(
      db, sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr")
    let found = try names.map { name in
      (
        name: name,
        columns: try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_xinfo(?)", arguments: [name])
      )
    }
    tables = found
    return found
  }

  /// The first real findings of a check, and how many false ones there were.
  mutating func findings(of check: String) throws -> (real: [String], falseCount: Int) {
    var real: [String] = []
    var falseCount = 0
    let findings = try String.fetchCursor(db, sql: check)
    while real.count < Self.limit, let finding = try findings.next() {
      if finding == "ok" { continue }
      if try isReal(finding) { real.append(finding) } else { falseCount += 1 }
    }
    return (real, falseCount)
  }

  private mutating func isReal(_ finding: String) throws -> Bool {
    if let known = verdicts[finding] { return known }
    guard let mark = finding.firstRange(of: " value in "),
      let condition = Self.condition(String(finding[..<mark.lowerBound]))
    else { return true }
    let place = finding[mark.upperBound...]
    // Names may have dots, so that a place can have more than one meaning.
    let meanings = try suspects().flatMap { table in
      table.columns.filter { place == table.name + "." + $0 }.map { (table.name, $0) }
    }
    guard !meanings.isEmpty else { return true }
    let verdict = try meanings.contains { try isThere(condition, table: $0.0, column: $0.1) }
    verdicts[finding] = verdict
    return verdict
  }

  /// In terms of `typeof`: that a NOT NULL column is NULL is known to be false without a look at it.
  private static func condition(_ kind: String) -> ((String) -> String)? {
    switch kind {
    case "NULL": { "typeof(\($0)) = 'null'" }
    case "NUMERIC": { "typeof(\($0)) IN ('integer', 'real')" }
    case "TEXT": { "typeof(\($0)) = 'text' AND \($0) = CAST(\($0) AS NUMERIC)" }
    case "non-INT", "non-INTEGER": { "typeof(\($0)) NOT IN ('integer', 'null')" }
    case "non-REAL": { "typeof(\($0)) NOT IN ('real', 'integer', 'null')" }
    case "non-TEXT": { "typeof(\($0)) NOT IN ('text', 'null')" }
    case "non-BLOB": { "typeof(\($0)) NOT IN ('blob', 'null')" }
    default: nil
    }
  }

  private func isThere(
    _ condition: (String) -> String, table: String, column: String
  ) throws -> Bool {
    do {
      return try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM \(quoted(table)) WHERE \(condition(quoted(column))))
          """) ?? true
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // A column that is computed by a function of the application.
      return true
    }
  }
}
