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
    var jobs: [@Sendable () throws -> Void] = [checkStructure, checkContent]
    if depth == .full {
      jobs += try recordingDamage { try tableNames() }.map { name in
        { try self.checkIndexes(of: name) }
      }
    }
    try runConcurrently(
      jobs.map { job in { _ = try self.recordingDamage { try job() } } })
    return report.withLock { $0 }
  }

  private func checkStructure() throws {
    try measuring("quickCheck") { db in
      let faults = try String.fetchAll(db, sql: "PRAGMA quick_check(20)")
      note(faults)
    }
  }

  private func checkContent() throws {
    try measuring("rowCounts") { db in
      let schema = try DatabaseSchema(db)
      let tables = try db.countRows(in: schema.tableNames, cancellation: cancellation)
      report.withLock { $0.tables = tables }
    }
    try measuring("foreignKeyCheck") { db in
      let rows = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
      var violations = 0
      while try rows.next() != nil { violations += 1 }
      report.withLock { $0.foreignKeyViolations = violations }
    }
  }

  private func checkIndexes(of table: String) throws {
    try measuring("integrityCheck") { db in
      note(try String.fetchAll(db, sql: "PRAGMA integrity_check(\(quoted(table)))"))
    }
  }

  private func tableNames() throws -> [String] {
    let connection = try connect()
    defer { connection.close() }
    return try connection.run { db in try DatabaseSchema(db).tableNames }
  }

  private func note(_ findings: [String]) {
    guard findings != ["ok"] else { return }
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

  private func connect() throws -> SQLiteConnection {
    try SQLiteConnection(
      path: path, role: .scratch, cacheKibibytes: 4096, cancellation: cancellation)
  }

  /// Damage that keeps a check from ending is a finding of the check, not a failure to check.
  private func recordingDamage<Value>(_ body: () throws -> [Value]) throws -> [Value] {
    do {
      return try body()
    } catch let error as EngineError where [.corrupt, .notADatabase].contains(error.reason) {
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
}
