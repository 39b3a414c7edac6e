import GRDB
import SQLiteImages
import SQLitePages

extension SQLiteDatabase {
  /// Copies the log into the database, so that the next writer begins it from its start.
  ///
  /// SQLite before 3.51.3 can damage a database when a checkpoint meets a writer that starts the log
  /// over: `sqlite3WalCheckpoint` reads the header of the index, and before `walCheckpoint` has its
  /// locks, `walRestartLog` can begin a log to which that header does not belong. `walRestartLog` needs
  /// all locks of readers of frames, and `sqlite3WalFrames`, which calls it, the lock of writers. So
  /// none can run while a reader of ours needs the log, and none while we hold the lock of writers. The
  /// first checkpoint takes the bulk and holds nobody up; the second takes what was written meanwhile.
  ///
  /// - Parameters:
  ///   - copying: makes the checkpoint.
  ///   - holding: keeps the log from starting over. Both are connections of ours, without a transaction.
  /// - Returns: bytes of the log that are in no database file yet, as somebody reads older data.
  func fold(copying: GuardedConnection, holding: GuardedConnection) throws -> Int64 {
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
      if left == 0 { try? Self.cutLog(holder) }
      return left
    }
  }

  /// Gives the disk back what the file of a log takes, all of which is in the database. Where somebody
  /// reads it, or writes at this moment, it keeps its size, and is used again.
  ///
  /// A checkpoint that truncates is not safe: where the lock of writers is not to be had in time,
  /// `sqlite3WalCheckpoint` goes on as a passive one, which can meet a writer. A commit starts the log
  /// over as well, and `sqlite3WalFrames` then cuts the file off by `journal_size_limit`. Beside it no
  /// checkpoint runs, as their lock is ours.
  private static func cutLog(_ db: Database) throws {
    guard let handle = db.sqliteConnection else { return }
    let file = try DatabaseFile(.database, of: handle)
    try db.execute(sql: "PRAGMA journal_size_limit = 0")
    try file.holding(.checkpoint) {
      try db.inTransaction(.immediate) {
        // Whoever begins to read now needs the file alone, so that there are no readers either.
        guard try WALIndex.isBackfilled(file), file.holding(.readers, { true }) == true else {
          return .rollback
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        try db.execute(sql: "PRAGMA user_version = \(version)")
        return .commit
      }
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
