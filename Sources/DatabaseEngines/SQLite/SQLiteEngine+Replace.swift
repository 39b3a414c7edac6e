import GRDB
import GRDBSQLite
import Glibc

extension SQLiteEngine {
  @discardableResult
  package func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void
  ) throws -> [String] {
    try refuseUnsafeTarget(unlessReplaced: image.replacesUnreadable)
    guard exists, !image.replacesUnreadable else {
      return try install(image, cancellation: cancellation, progress: progress)
    }
    let wasEmpty = fileSize == 0
    let source = try SQLiteConnection(
      path: image.path, role: .scratch, cacheKibibytes: 1024, cancellation: cancellation)
    defer { source.close() }
    let target = try connect(
      cacheKibibytes: 8192, acceptsEmpty: true, cancellation: cancellation)
    defer { target.close() }
    try target.run { targetDB in
      try targetDB.execute(sql: "PRAGMA synchronous = FULL")
      try source.run { sourceDB in
        try copyPages(
          from: sourceDB, to: targetDB, cancellation: cancellation, progress: progress)
      }
      // The data is in. An application that holds the file now may choose the mode itself.
      if wasEmpty, image.prefersWAL {
        _ = try? String.fetchOne(targetDB, sql: "PRAGMA journal_mode = WAL")
      }
    }
    return []
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
  ///
  /// - Parameter isReplaced: whether a new file takes the place of what is there, which may be
  ///   anything but a link then.
  func refuseUnsafeTarget(unlessReplaced isReplaced: Bool = false) throws {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    let kind = facts.st_mode & S_IFMT
    if isReplaced, kind != S_IFREG, kind != S_IFLNK { return }
    guard kind == S_IFREG else {
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
