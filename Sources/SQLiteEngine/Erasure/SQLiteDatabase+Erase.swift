package import Concurrency
package import Databases
import GRDB
import SQLiteImages

extension SQLiteDatabase {
  package func planErasure(_ rules: EraseRules, cancellation: Cancellation) throws -> ErasePlan {
    try refuseUnsafeTarget()
    let connection = try connectToErase(cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in
      try db.inReadTransaction {
        try Erasure(db, rules, check: cancellation.check).plan
      }
    }
  }

  package func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: (any HeldDatabase) throws -> Void,
    beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> EraseReport {
    try refuseUnsafeTarget()
    let connection = try connectToErase(cancellation: cancellation)
    defer { connection.close() }
    let reader = try SQLiteDatabase(path: path, busySeconds: min(1, busySeconds))
      .connect(cancellation: cancellation)
    defer { reader.close() }
    var start = ContinuousClock.now
    let erasure = try connection.erase(
      rules, cancellation: cancellation, progress: progress,
      whileWritersWait: { db in
        start = .now
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
        let held: any HeldDatabase = mode == "wal" ? try HeldLog(reader) : try HeldFile(db)
        defer { (held as? HeldLog)?.instant.release() }
        try whileWritersWait(held)
      }, beforeCommit: beforeCommit)
    var warnings: [String] = []
    // VACUUM is one transaction of its own.
    let spaceReturned = returnSpace(connection, erasure, cancellation, &warnings)
    let writersHeldMs = milliseconds(since: start)
    try confirmErasure(&warnings)
    return EraseReport(
      deleted: erasure.plan.tables.filter { $0.rows > $0.kept }
        .map { TableRows(name: $0.name, rows: $0.rows - $0.kept) },
      spaceReturned: spaceReturned, warnings: warnings, writersHeldMs: writersHeldMs)
  }

  package func wasErased(_ mark: EraseMark, cancellation: Cancellation) throws -> Bool {
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    let isBehind = try connection.run { db in mark.isBehind(try EraseMark.version(db)) }
    guard let isBehind else {
      throw EngineError(
        .unsupported, "It is unknown whether the data was deleted.",
        hint: "Preview the safety backup to compare it with the database.")
    }
    return isBehind
  }

  /// Indexes are written through it, so that no collation is stood in for.
  private func connectToErase(cancellation: Cancellation) throws -> GuardedConnection {
    let connection = try connect(
      cacheKibibytes: 8192, standsInForCollations: false, waitsAgain: false,
      needsWholeSchema: true, cancellation: cancellation)
    do {
      try connection.run { db in
        // Pages that are freed are not overwritten first: VACUUM leaves them out.
        try db.execute(
          sql: """
            PRAGMA synchronous = FULL; PRAGMA temp_store = FILE; PRAGMA secure_delete = FAST;
            """)
      }
    } catch {
      connection.close()
      throw error
    }
    return connection
  }

  private func returnSpace(
    _ connection: GuardedConnection, _ erasure: Erasure, _ cancellation: Cancellation,
    _ warnings: inout [String]
  ) -> Bool {
    guard !erasure.dependsOnRowids else {
      warnings.append(
        "The disk space was not freed. That would change the row ids that kept full-text or other "
          + "indexes refer to.")
      return false
    }
    do {
      try cancellation.check()
      try connection.run { db in try db.execute(sql: "VACUUM main") }
      return true
    } catch {
      warnings.append(
        "The disk space was not freed, and may still hold deleted data: "
          + Self.sentence(error))
      return false
    }
  }

  /// Reads the database through a connection of its own.
  private func confirmErasure(_ warnings: inout [String]) throws {
    do {
      let connection = try connect(cacheKibibytes: 4096, cancellation: Cancellation())
      defer { connection.close() }
      let findings = try connection.run { db in try db.structuralFindings() }
      if let finding = findings.first {
        throw EngineError(.corrupt, "The database is damaged after the reset: \(finding).")
      }
    } catch let error as EngineError where [.corrupt, .notADatabase].contains(error.reason) {
      throw error
    } catch {
      warnings.append("The database could not be checked afterwards: \(Self.sentence(error))")
    }
  }

  private static func sentence(_ error: any Error) -> String {
    error is CancellationError ? "it was cancelled." : "\(error)"
  }
}

extension GuardedConnection {
  /// The transaction of an erasure. The lock of writers is taken before anything else; readers go on
  /// with what they see.
  func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: (Database) throws -> Void,
    beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> Erasure {
    try run { db in
      try db.beginTransaction(.immediate)
      do {
        try whileWritersWait(db)
        let erasure = try Erasure(db, rules) {
          try cancellation.check()
          try checkLocks()
        }
        if erasure.dependsOnRowids { try db.execute(sql: "PRAGMA secure_delete = ON") }
        let mark = try EraseMark(moving: db)
        try erasure.run(progress: progress)
        try beforeCommit(erasure.plan, mark)
        try db.commit()
        return erasure
      } catch {
        if db.isInsideTransaction { try? db.rollback() }
        throw error
      }
    }
  }
}

extension EraseMark {
  static func version(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA main.schema_version") ?? 0
  }

  /// Moves the cookie of the database, in the transaction that is open.
  fileprivate init(moving db: Database) throws {
    self.init(schemaVersion: try Self.version(db))
    try db.execute(sql: "PRAGMA main.schema_version = \(versionAfter)")
    guard try Self.version(db) == versionAfter else {
      throw EngineError(.unsupported, "The version of the schema cannot be changed.")
    }
  }
}
