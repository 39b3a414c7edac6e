import GRDB
import Synchronization

extension SQLiteEngine {
  package func check(
    image path: String, depth: CheckDepth, cancellation: Cancellation
  ) throws -> CheckReport {
    try ImageCheck(path: path, depth: depth, cancellation: cancellation).run()
  }
}

/// The checks of one image, spread over the processors.
///
/// The structure takes about as long as foreign keys and row counts together. A full check adds
/// `integrity_check` table by table: by the whole database it would run on one processor only.
private final class ImageCheck: Sendable {
  private enum Job {
    case structure
    case content
    /// Those of one table.
    case indexes(String)
  }

  private let path: String
  private let depth: CheckDepth
  private let cancellation: Cancellation
  private let report = Mutex(CheckReport())

  init(path: String, depth: CheckDepth, cancellation: Cancellation) {
    self.path = path
    self.depth = depth
    self.cancellation = cancellation
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
    return report.withLock { report in
      report.uncheckedTables.sort()
      return report
    }
  }

  private func checkStructure() throws {
    try measuring("quickCheck") { db in
      // SQLite takes an empty file for a database without tables.
      if try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 { note(["The image is empty."]) }
      do {
        try noteStructure(db)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        // A CHECK constraint calls a function of the application.
        try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
        try noteStructure(db)
      }
    }
  }

  private func noteStructure(_ db: Database) throws {
    var filter = FindingFilter(db)
    note(try filter.findings(of: "PRAGMA quick_check(\(FindingFilter.searchLimit))").real)
  }

  private func checkContent() throws {
    var names: [String] = []
    try measuring("rowCounts") { db in
      names = try DatabaseSchema(db).tableNames
      let tables = try db.countRows(in: names, cancellation: cancellation)
      report.withLock { $0.tables = tables }
    }
    try measuring("foreignKeyCheck") { db in
      let violations = try names.reduce(0) { try $0 + db.countBrokenReferences(of: $1) }
      report.withLock { $0.foreignKeyViolations = violations }
    }
  }

  /// Every table that can have an index, those that virtual tables keep their data in too.
  private func tableNames() throws -> [String] {
    let connection = try connect()
    defer { connection.close() }
    return try connection.run { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type IN ('table', 'shadow') AND name <> 'sqlite_schema'
          """)
    }
  }

  private func note(_ findings: [String]) {
    report.withLock { report in
      for finding in findings where !report.faults.contains(finding) {
        report.faults.append(finding)
      }
    }
  }

  private func measuring(_ step: String, _ body: (Database) throws -> Void) throws {
    let start = ContinuousClock.now
    let connection = try connect()
    defer { connection.close() }
    try connection.run(body)
    report.withLock { $0.durations[step, default: 0] += milliseconds(since: start) }
  }

  private func connect(standsInForCollations: Bool = true) throws -> SQLiteConnection {
    try SQLiteConnection(
      path: path, role: .scratch, cacheKibibytes: 4096,
      standsInForCollations: standsInForCollations, cancellation: cancellation)
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
    private var connection: SQLiteConnection?
    private var filter: FindingFilter?
    private var duration: Duration?

    init(_ check: ImageCheck) { self.check = check }

    func run(_ table: String) throws {
      let start = ContinuousClock.now
      defer { duration = (duration ?? .zero) + (.now - start) }
      let connection = try connection ?? check.connect(standsInForCollations: false)
      self.connection = connection
      try connection.run { db in
        var filter = filter ?? FindingFilter(db)
        defer { self.filter = filter }
        do {
          let (real, falseCount) = try filter.findings(
            of: "PRAGMA integrity_check(\(quoted(table)))")
          check.note(real)
          // SQLite gives up after a hundred findings, and takes no other number with a name.
          if falseCount >= 100, real.isEmpty {
            let whole = "PRAGMA integrity_check(\(FindingFilter.searchLimit))"
            check.note(try filter.findings(of: whole).real)
          }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
          check.report.withLock { $0.uncheckedTables.append(table) }
        }
      }
    }

    /// Ends the connection, and adds the time that the tables took to the report.
    func close() {
      connection?.close()
      guard let duration else { return }
      let spent = Int(duration / .milliseconds(1))
      check.report.withLock { $0.durations["integrityCheck", default: 0] += spent }
    }
  }
}
