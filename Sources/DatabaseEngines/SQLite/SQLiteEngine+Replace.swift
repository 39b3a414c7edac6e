import GRDB
import GRDBSQLite
import Glibc

extension SQLiteEngine {
  package func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void
  ) throws {
    try refuseUnsafeTarget()
    guard exists else {
      try install(image, cancellation: cancellation, progress: progress)
      return
    }
    let source = try SQLiteConnection(
      path: image.path, role: .scratch, cacheKibibytes: 1024, cancellation: cancellation)
    defer { source.close() }
    let target = try connect(cacheKibibytes: 8192, cancellation: cancellation)
    defer { target.close() }
    try target.run { targetDB in
      try targetDB.execute(sql: "PRAGMA synchronous = FULL")
      try source.run { sourceDB in
        try copyPages(
          from: sourceDB, to: targetDB, cancellation: cancellation, progress: progress)
      }
    }
  }

  /// SQLite's online backup with the live database as its destination: one write transaction, which
  /// other connections see at its commit (https://www.sqlite.org/backup.html).
  private func copyPages(
    from source: Database, to target: Database, cancellation: Cancellation,
    progress: (Int64, Int64) -> Void
  ) throws {
    guard
      let backup = sqlite3_backup_init(
        target.sqliteConnection, "main", source.sqliteConnection, "main")
    else { throw EngineError(code: sqlite3_errcode(target.sqliteConnection)) }
    var code = SQLITE_OK
    // A step waits for locks as the target's busy handler says, so that a busy one is the last.
    while code == SQLITE_OK, !cancellation.isCancelled {
      code = sqlite3_backup_step(backup, 2048)
      if code == SQLITE_OK || code == SQLITE_DONE {
        let total = Int64(sqlite3_backup_pagecount(backup))
        progress(total - Int64(sqlite3_backup_remaining(backup)), total)
      }
    }
    let end = sqlite3_backup_finish(backup)
    if code == SQLITE_DONE && end == SQLITE_OK { return }
    try cancellation.check()
    throw EngineError(code: code == SQLITE_DONE || code == SQLITE_OK ? end : code)
  }

  /// A second name of the file would have a log of its own beside it, which its users would replay.
  func refuseUnsafeTarget() throws {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw EngineError(
        .unsafeFile, "The database path is not a regular file.",
        hint: "Configure the path of the file itself, not of a link.")
    }
    guard facts.st_nlink == 1 else {
      throw EngineError(
        .unsafeFile, "The database file has \(facts.st_nlink) names (hard links).",
        hint: "Remove the other names first: each would have a write-ahead log of its own.")
    }
  }
}
