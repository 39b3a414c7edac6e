import Concurrency
import Databases
import GRDB
import GRDBSQLite
import SQLiteImages
import SQLitePages

/// One replacement of the live data: takes the lock of writers, has the caller take its last steps,
/// changes the database in one transaction, and reads back what was committed.
struct Replacement {
  let engine: SQLiteDatabase
  let image: ImageToInstall
  let cancellation: Cancellation
  let progress: (Int64, Int64) -> Void
  var whileWritersWait: ((any HeldDatabase)?) throws -> Void

  func run() throws -> ReplaceReport {
    var early: ComparedPages?
    defer { early?.close() }
    let method = try image.method ?? cheaperMethod(&early)
    guard method == .rows else {
      early?.close()
      return try run(.image)
    }
    var isHeld = false
    var attempt = self
    attempt.whileWritersWait = { [whileWritersWait] held in
      isHeld = true
      try whileWritersWait(held)
    }
    do {
      return try attempt.run(.rows, early)
    } catch is RowsUnsuitable {
      early?.close()
      return try run(.image)
    } catch let error as EngineError
      where !isHeld && [.incompatible, .corrupt].contains(error.reason)
    {
      // Rows that cannot be read or written are all replaced.
      early?.close()
      return try run(.image)
    }
  }

  /// Whatever keeps the pages from being compared is no obstacle to the image.
  private func cheaperMethod(_ early: inout ComparedPages?) throws -> ReplaceMethod {
    guard engine.fileSize != 0 else { return .image }
    do {
      early = try ComparedPages(engine, image: image.path, cancellation: cancellation)
      if let early { return try early.plan(cancellation: cancellation).method }
      return try engine.planReplacement(with: image.path, cancellation: cancellation).method
    } catch let error as EngineError where error.reason != .locked { return .image }
  }

  /// - Parameter early: the pages at a moment that is held still.
  private func run(
    _ method: ReplaceMethod, _ early: ComparedPages? = nil
  ) throws -> ReplaceReport {
    let wasEmpty = engine.fileSize == 0
    // Statements must not keep an index in an order that is not the application's.
    let target = try engine.connect(
      cacheKibibytes: method == .image ? 2048 : 8192, standsInForCollations: method == .image,
      acceptsEmpty: true, needsWholeSchema: method == .rows, cancellation: cancellation)
    defer { target.close() }
    let mode = try target.run { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      return try String.fetchOne(db, sql: "PRAGMA journal_mode")
    }
    var report =
      switch (method, mode) {
      case (.rows, _): try replaceRows(target, hasLog: mode == "wal", early)
      case (.image, "wal"): try replacePagesWithLog(target)
      case (.image, _): try replacePagesWithJournal(target)
      }
    // The data is in. An application that holds the file now may choose the mode itself.
    if wasEmpty, image.prefersWAL {
      _ = try? target.run { try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
    }
    if mode == "wal", method == .image { report.logBytesLeft = try? fold(target) }
    return report
  }

  private func fold(_ target: GuardedConnection) throws -> Int64 {
    let copying = try reader()
    defer { copying.close() }
    return try engine.fold(copying: copying, holding: target)
  }

  /// A connection that does not wait for long: we hold the lock that others could want.
  func reader() throws -> GuardedConnection {
    try SQLiteDatabase(path: engine.path, busySeconds: min(1, engine.busySeconds))
      .connect(cancellation: cancellation)
  }

  // MARK: - Pages

  private func replacePagesWithLog(_ target: GuardedConnection) throws -> ReplaceReport {
    let reader = try reader()
    defer { reader.close() }
    var report = ReplaceReport()
    var held: HeldLog?
    defer { held?.instant.release() }
    try copyingPages(to: target) { step in
      // A step of no pages takes the lock, and waits for it as the busy handler says.
      try step(0)
      let start = ContinuousClock.now
      let log = try HeldLog(reader)
      held = log
      try whileWritersWait(log)
      try cancellation.check()
      try step(nil)
      report.writersHeldMs = milliseconds(since: start)
    }
    guard let held else { return report }
    report.verify {
      try CommittedFrames(after: held.instant).difference(from: ImageFile(reading: image.path))
    }
    return report
  }

  /// The lock is kept over the commit until the file was read back: with a rollback journal nothing
  /// else tells what was committed from what the application writes next.
  private func replacePagesWithJournal(_ target: GuardedConnection) throws -> ReplaceReport {
    var report = ReplaceReport()
    let held = try target.run { db in
      // In exclusive mode a commit leaves the journal, and in mode TRUNCATE it is empty then. While it
      // waits, such a connection would keep a shared lock, which holds up the writer it waits for.
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE; BEGIN EXCLUSIVE")
      try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
      return try HeldFile(db)
    }
    let start = ContinuousClock.now
    do {
      try whileWritersWait(held)
      try cancellation.check()
      try target.run { try $0.execute(sql: "COMMIT") }
      try copyingPages(to: target) { step in try step(nil) }
    } catch {
      try? target.run { db in if db.isInsideTransaction { try db.rollback() } }
      letGo(target)
      throw error
    }
    report.verify {
      let image = try ImageFile(reading: image.path)
      let size = try image.size()
      guard try held.file.size() == size else { return "It has another size than the backup." }
      let isIdentical = try SQLiteDatabase.isIdentical(
        image, size: size, cancellation: Cancellation()
      ) { try held.file.read(at: $0, into: $1) }
      return isIdentical ? nil : "Its pages are not those of the backup."
    }
    letGo(target)
    report.writersHeldMs = milliseconds(since: start)
    return report
  }

  private func letGo(_ target: GuardedConnection) {
    try? target.run { db in
      try db.execute(sql: "PRAGMA locking_mode = NORMAL")
      // The first read after it lets the lock go.
      _ = try? Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
      // This deletes the journal.
      _ = try? String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
    }
  }

  /// SQLite's online backup with the live database as its destination: one write transaction, which
  /// other connections see at its commit (https://www.sqlite.org/backup.html).
  ///
  /// - Parameter body: copies a number of pages by each call, all for nil.
  private func copyingPages(
    to target: GuardedConnection, _ body: ((CInt?) throws -> Void) throws -> Void
  ) throws {
    let source = try GuardedConnection(
      path: image.path, role: .scratch, cacheKibibytes: 1024, cancellation: cancellation)
    defer { source.close() }
    try target.run { targetDB in
      try source.run { sourceDB in
        guard try Int.fetchOne(sourceDB, sql: "PRAGMA page_count") ?? 0 > 0 else {
          throw EngineError(.notADatabase, "The image has no pages.")
        }
        guard
          let backup = sqlite3_backup_init(
            targetDB.sqliteConnection, "main", sourceDB.sqliteConnection, "main")
        else { throw EngineError(code: sqlite3_errcode(targetDB.sqliteConnection)) }
        var isFinished = false
        defer { if !isFinished { sqlite3_backup_finish(backup) } }
        try body { pages in
          if let pages { return try step(backup, pages) }
          isFinished = true
          try copyAll(backup)
        }
      }
    }
  }

  private func step(_ backup: OpaquePointer, _ pages: CInt) throws {
    let code = sqlite3_backup_step(backup, pages)
    if code == SQLITE_OK { return }
    try cancellation.check()
    throw EngineError(code: code)
  }

  /// Copies what is left, and ends the backup.
  private func copyAll(_ backup: OpaquePointer) throws {
    var code = SQLITE_OK
    while code == SQLITE_OK, !cancellation.isCancelled {
      code = sqlite3_backup_step(backup, 2048)
      if code == SQLITE_OK || code == SQLITE_DONE {
        let total = Int64(sqlite3_backup_pagecount(backup))
        progress(total - Int64(sqlite3_backup_remaining(backup)), total)
      }
    }
    let end = sqlite3_backup_finish(backup)
    if code == SQLITE_DONE && end == SQLITE_OK { return }
    if code == SQLITE_OK { try cancellation.check() }
    throw EngineError(code: code == SQLITE_DONE || code == SQLITE_OK ? end : code)
  }
}

extension ReplaceReport {
  /// Records what a look at the committed data shows. It fails no replacement.
  ///
  /// - Parameter look: tells the difference from the image, nil for none.
  mutating func verify(_ look: () throws -> String?) {
    let start = ContinuousClock.now
    do {
      verification = try look().map(Verification.differs) ?? .identical
    } catch {
      verification = .unread(
        (try? EngineError(error)) ?? EngineError(.inputOutput, "\(error)"))
    }
    verifyMs = milliseconds(since: start)
  }
}
