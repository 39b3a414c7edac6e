package import GRDB

/// Tells what SQLite's own check finds apart: damage, rows that break the application's rules, and
/// false findings.
///
/// Damage is what makes a file unreadable or contradict itself: pages, and index entries that miss
/// their rows. A row that breaks a rule of the schema is read and written like any other.
///
/// Up to SQLite 3.40 at least, the check looks into the wrong columns of a WITHOUT ROWID table whose
/// key is not in its first columns, and reports values as NULL or of a wrong type that are fine. Such a
/// finding is believed only if a query of ours finds a value like that.
package struct FindingFilter {
  /// As many as anybody reads.
  static let limit = 20
  /// For the check, so that false findings do not crowd out real ones.
  package static let searchLimit = 10_000_000

  /// What a check came to.
  package struct Outcome {
    /// The first ones: the file contradicts itself, or cannot be read.
    package var damage: [String] = []
    /// Rows that break rules of the application's schema, and how many.
    package var violations: [RuleViolation: Int] = [:]
    /// All findings.
    package var count = 0
  }

  private let db: Database
  private var counts: [String: Int] = [:]
  /// By the words in which SQLite reports them.
  private var known: [String: [RuleViolation]] = [:]
  private var withoutRowids: Set<String> = []
  private var isPrepared = false

  package init(_ db: Database) { self.db = db }

  package mutating func findings(of check: String) throws -> Outcome {
    var outcome = Outcome()
    let findings = try String.fetchCursor(db, sql: check)
    while outcome.damage.count < Self.limit, let finding = try findings.next() {
      if finding == "ok" { continue }
      outcome.count += 1
      let meanings = try meanings(of: finding)
      guard !meanings.isEmpty else {
        outcome.damage.append(finding)
        continue
      }
      for violation in meanings {
        guard let rows = try rows(breaking: violation, finding) else {
          outcome.violations[violation, default: 0] += 1
          break
        }
        if rows > 0 { outcome.violations[violation] = rows }
      }
    }
    return outcome
  }

  /// Names may have dots, so that a finding can have more than one meaning; it has none if it is one
  /// of the file's structure.
  private mutating func meanings(of finding: String) throws -> [RuleViolation] {
    if !isPrepared {
      isPrepared = true
      try prepare()
    }
    return known[finding] ?? []
  }

  private mutating func prepare() throws {
    let tables = try SchemaTables(db).all.filter { $0.kind != .view && $0.kind != .virtual }
    withoutRowids = Set(tables.filter(\.isWithoutRowid).map(\.name))
    for table in tables.map(\.name) {
      add("CHECK constraint failed in \(table)", .check(table: table))
      let columns = try String.fetchAll(
        db, sql: "SELECT name FROM pragma_table_xinfo(?)", arguments: [table])
      for column in columns {
        add("NULL value in \(table).\(column)", .null(table: table, column: column))
        for kind in Self.types {
          add("\(kind) value in \(table).\(column)", .type(table: table, column: column))
        }
      }
      let indexes = try String.fetchAll(
        db, sql: "SELECT name FROM pragma_index_list(?) WHERE \"unique\"", arguments: [table])
      for index in indexes {
        add("non-unique entry in index \(index)", .duplicate(index: index, table: table))
      }
    }
  }

  private static let types = [
    "NUMERIC", "TEXT", "non-INT", "non-INTEGER", "non-REAL", "non-TEXT", "non-BLOB",
  ]

  private mutating func add(_ finding: String, _ violation: RuleViolation) {
    known[finding, default: []].append(violation)
  }

  /// Counted by a query of ours for a table without row ids, 0 where the finding is false; nil for
  /// other tables, whose findings are each one row.
  private mutating func rows(
    breaking violation: RuleViolation, _ finding: String
  ) throws -> Int? {
    switch violation {
    case .null(let table, let column), .type(let table, let column):
      guard withoutRowids.contains(table), let mark = finding.firstRange(of: " value in "),
        let condition = Self.condition(String(finding[..<mark.lowerBound]))
      else { return nil }
      let key = finding + "\0" + table
      if let count = counts[key] { return count }
      let count = try count(condition, table: table, column: column)
      counts[key] = count
      return count
    case .check, .duplicate: return nil
    }
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

  private func count(
    _ condition: (String) -> String, table: String, column: String
  ) throws -> Int {
    do {
      return try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM \(quoted(table)) WHERE \(condition(quoted(column)))") ?? 0
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // A column that is computed by a function of the application.
      return 1
    }
  }
}
