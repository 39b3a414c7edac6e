package import Concurrency
package import Databases
import GRDB
import SQLiteImages

extension SQLiteDatabase {
  package func swapMark(cancellation: Cancellation) throws -> SwapMark {
    // A file of zero bytes has the cookie 0.
    if fileSize == 0 { return SwapMark(schemaVersion: 0) }
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in SwapMark(schemaVersion: try EraseMark.version(db)) }
  }

  package func settleSwap(since mark: SwapMark) throws -> SwapOutcome {
    if fileSize == 0 { return .before }
    // Whoever asks is waiting for a list, so that another process's lock is not waited for long.
    let engine = SQLiteDatabase(path: path, busySeconds: min(busySeconds, 1))
    let connection = try engine.connect(waitsAgain: false, cancellation: Cancellation())
    defer { connection.close() }
    return try connection.run { db in
      let outcome = try mark.outcome(in: db)
      guard outcome == .before else { return outcome }
      return (try? Self.seal(db, mark)) ?? .before
    }
  }

  /// A commit whose sync failed may lie in the log behind its end, where it counts for nothing until
  /// all connections are gone and the log is recovered. What is written over it ends that.
  private static func seal(_ db: Database, _ mark: SwapMark) throws -> SwapOutcome {
    var outcome = SwapOutcome.before
    try db.execute(sql: "PRAGMA synchronous = FULL")
    try db.inTransaction(.immediate) {
      outcome = try mark.outcome(in: db)
      guard outcome == .before else { return .rollback }
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      try db.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
    return outcome
  }
}

extension SwapMark {
  /// What a database tells.
  func outcome(in db: Database) throws -> SwapOutcome {
    if let witnesses { return witnesses.outcome(db) }
    return outcome(try EraseMark.version(db))
  }
}
