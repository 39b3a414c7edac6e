import GRDB

extension SQLiteEngine {
  package func planErasure(_ rules: EraseRules, cancellation: Cancellation) throws -> ErasePlan {
    throw EngineError(.unsupported, "Data cannot be deleted yet.")
  }

  package func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: () throws -> Void, beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> EraseReport {
    throw EngineError(.unsupported, "Data cannot be deleted yet.")
  }

  package func wasErased(_ mark: EraseMark, cancellation: Cancellation) throws -> Bool {
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in
      mark.isBehind(try Int.fetchOne(db, sql: "PRAGMA main.schema_version") ?? 0)
    }
  }
}
