package import Concurrency
package import Databases
import GRDB
import SQLiteImages
import Synchronization

extension SQLiteDatabase {
  package func check(
    image path: String, depth: CheckDepth, cancellation: Cancellation
  ) throws -> CheckReport {
    try ImageCheck(path: path, depth: depth, cancellation: cancellation).run()
  }
}

/// The checks of one image, spread over the processors.
///
/// A full check adds foreign keys, which take as long as the structure, and `integrity_check` table by
/// table: by the whole database it would run on one processor only. Rows that refer to none are no
/// damage, so that a quick check passes them over.
private final class ImageCheck: Sendable {
  private enum Job {
    case structure
    case content
    /// Those of one table.
    case indexes(String)
  }

  private let depth: CheckDepth
  private let connections: ImageConnections
  /// They know no other collations than SQLite has.
  private let indexConnections: ImageConnections
  private let cancellation: Cancellation
  private let report = Mutex(CheckReport())
  private let violations = Mutex((counts: [RuleViolation: Int](), isWhole: false))

  init(path: String, depth: CheckDepth, cancellation: Cancellation) {
    self.depth = depth
    self.cancellation = cancellation
    connections = ImageConnections(path, cancellation: cancellation)
    indexConnections = ImageConnections(
      path, cacheKibibytes: 4096, standsInForCollations: false, cancellation: cancellation)
  }

  func run() throws -> CheckReport {
    var jobs = [Job.structure, .content]
    if depth == .full {
      jobs += try recordingDamage { try tableNames() }.map(Job.indexes)
    }
    try runConcurrently(over: jobs) { jobs in
      let indexes = IndexCheck(self)
      defer { indexes.close() }
      for job in jobs {
        try self.recordingDamage {
          switch job {
          case .structure: try self.checkStructure()
          case .content: try self.checkContent()
          case .indexes(let table): try indexes.run(table)
          }
        }
      }
    }
    let broken = violations.withLock { $0.counts }
    let sentences = broken.isEmpty ? [] : try describe(broken)
    return report.withLock { report in
      report.uncheckedTables.sort()
      report.violations = sentences
      report.limits = Array(Set(report.limits)).sorted()
      return report
    }
  }

  private func describe(_ broken: [RuleViolation: Int]) throws -> [String] {
    try connections.run { db in try db.describe(broken) }
  }

  private func checkStructure() throws {
    try measuring("quickCheck") { db, gaps in
      // SQLite takes an empty file for a database without tables.
      if try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 { note(["The image is empty."]) }
      let structure = try StructureCheck(db, gaps: gaps)
      note(structure.outcome)
      report.withLock { $0.limits += structure.limits }
      for table in try SchemaTables(db).virtualTables where table.kind == .foreign {
        limit(
          "The virtual table “\(table.name)” was not read: this program has no module "
            + "“\(table.module)”.")
      }
    }
  }

  private func checkContent() throws {
    var names: [String] = []
    try measuring("rowCounts") { db, _ in
      names = try DatabaseSchema(db).tableNames
      let tables = try db.countRows(in: names, cancellation: cancellation)
      report.withLock { $0.tables = tables }
    }
    guard depth == .full else { return }
    try measuring("foreignKeyCheck") { db, _ in
      let violations = try names.reduce(0) { try $0 + db.countBrokenReferences(of: $1) }
      report.withLock { $0.foreignKeyViolations = violations }
    }
  }

  /// Every table that can have an index, those that virtual tables keep their data in too.
  private func tableNames() throws -> [String] {
    try connections.run { db in
      try SchemaTables(db).all
        .filter { $0.kind != .view && $0.kind != .virtual && $0.name != "sqlite_schema" }
        .map(\.name)
    }
  }

  private func limit(_ sentence: String) { report.withLock { $0.limits.append(sentence) } }

  /// A check of the whole finds what is in all tables, so that one is enough.
  private func isFirstWhole() -> Bool {
    violations.withLock { state in
      defer { state.isWhole = true }
      return !state.isWhole
    }
  }

  private func note(_ outcome: FindingFilter.Outcome) {
    note(outcome.damage)
    violations.withLock { $0.counts.merge(outcome.violations, uniquingKeysWith: max) }
  }

  private func note(_ findings: [String]) {
    report.withLock { report in
      for finding in findings where !report.faults.contains(finding) {
        report.faults.append(finding)
      }
    }
  }

  private func measuring(
    _ step: String, _ body: (Database, [SchemaGap]) throws -> Void
  ) throws {
    let start = ContinuousClock.now
    let connection = try connections.take()
    defer { connections.giveBack(connection) }
    try connection.run { db in try body(db, connection.gaps) }
    report.withLock { $0.durations[step, default: 0] += milliseconds(since: start) }
  }

  /// Damage that keeps a check from ending is a finding of the check, not a failure to check.
  private func recordingDamage<Value>(_ body: () throws -> [Value]) throws -> [Value] {
    do {
      return try body()
    } catch let error as EngineError
      where [.corrupt, .notADatabase, .unsupported].contains(error.reason)
    {
      note([error.message])
      return []
    }
  }

  private func recordingDamage(_ body: () throws -> Void) throws {
    _ = try recordingDamage { () -> [Never] in
      try body()
      return []
    }
  }

  /// Compares indexes with their tables, on one connection for all tables that a thread takes.
  private final class IndexCheck {
    private let check: ImageCheck
    private var connection: GuardedConnection?
    private var filter: FindingFilter?
    private var duration: Duration?

    init(_ check: ImageCheck) { self.check = check }

    func run(_ table: String) throws {
      let start = ContinuousClock.now
      defer { duration = (duration ?? .zero) + (.now - start) }
      let connection = try connection ?? check.indexConnections.take()
      self.connection = connection
      try connection.run { db in
        var filter = filter ?? FindingFilter(db)
        defer { self.filter = filter }
        do {
          let outcome = try filter.findings(of: "PRAGMA integrity_check(\(quoted(table)))")
          check.note(outcome)
          // SQLite gives up after a hundred findings, and takes no other number with a name.
          if outcome.count >= 100, outcome.damage.isEmpty, check.isFirstWhole() {
            let whole = "PRAGMA integrity_check(\(FindingFilter.searchLimit))"
            check.note(try filter.findings(of: whole))
          }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
          check.report.withLock { $0.uncheckedTables.append(table) }
          check.limit(
            "The indexes of “\(table)” were not checked: \(error.message ?? "unknown function").")
        }
      }
    }

    /// Ends the connection, and adds the time that the tables took to the report.
    func close() {
      if let connection { check.indexConnections.giveBack(connection) }
      guard let duration else { return }
      let spent = Int(duration / .milliseconds(1))
      check.report.withLock { $0.durations["integrityCheck", default: 0] += spent }
    }
  }
}
