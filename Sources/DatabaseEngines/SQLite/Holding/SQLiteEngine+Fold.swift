import GRDB

extension SQLiteEngine {
  /// Copies the log into the database, so that the next writer begins it from its start.
  ///
  /// SQLite before 3.51.3 can damage a database when a checkpoint meets a writer that starts the log
  /// over. None can while a reader of ours needs the log, and none while we hold the write lock. The
  /// first takes the bulk and holds nobody up; the second takes what was written meanwhile.
  ///
  /// - Parameters:
  ///   - copying: makes the checkpoint.
  ///   - holding: keeps the log from starting over. Both are connections of ours, without a transaction.
  /// - Returns: bytes of the log that are in no database file yet, as somebody reads older data.
  func fold(copying: SQLiteConnection, holding: SQLiteConnection) throws -> Int64 {
    try holding.run { holder in
      try holder.inReadTransaction {
        // The first read takes the place in the log.
        _ = try Int.fetchOne(holder, sql: "PRAGMA schema_version")
        guard let handle = holder.sqliteConnection,
          try !WALIndex.isBackfilled(DatabaseFile(.database, of: handle))
        else { return }
        _ = try copying.run(Self.checkpoint)
      }
      var left: Int64 = 0
      try holder.inTransaction(.immediate) {
        left = try copying.run(Self.checkpoint)
        return .commit
      }
      return left
    }
  }

  /// - Returns: bytes that are left.
  private static func checkpoint(_ db: Database) throws -> Int64 {
    let row = try Row.fetchOne(db, sql: "PRAGMA main.wal_checkpoint(PASSIVE)")
    let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    guard let row, let frames: Int64 = row[1], let copied: Int64 = row[2], frames >= 0 else {
      return 0
    }
    return max(0, frames - copied) * (pageSize + 24)
  }
}
