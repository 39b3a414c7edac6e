import CSQLiteExtras
import Concurrency
import Databases
import GRDB
import GRDBSQLite
import SQLiteImages
import SQLitePages

extension Replacement {
  /// Replaces the rows that differ, in one transaction that begins by taking the lock of writers.
  ///
  /// The rows are written and verified before `whileWritersWait`, which still reads what was committed
  /// before: with a log from another connection, and with a rollback journal from the file, as changed
  /// pages are kept in memory until the commit.
  ///
  /// - Parameter early: the pages as they were shortly before, so that hardly any are left to compare
  ///   while others wait.
  /// - Throws: ``RowsUnsuitable`` where the image has to be taken, before `whileWritersWait` was called.
  func replaceRows(
    _ target: GuardedConnection, hasLog: Bool, _ early: ComparedPages?
  ) throws -> ReplaceReport {
    var report = ReplaceReport()
    report.method = .rows
    let pages = try early?.image ?? ImageSnapshot(image.path, cancellation: cancellation)
    let source = try pages.connections.take()
    defer { pages.connections.giveBack(source) }
    try source.requireWholeSchema()
    let reader = hasLog ? try reader() : nil
    defer { reader?.close() }
    var version: Int?
    var instant: LogSnapshot?
    defer { instant?.release() }
    var known: ComparedPages?
    try target.run { db in
      _ = strongroom_db_config(
        UnsafeMutableRawPointer(db.sqliteConnection), SQLITE_DBCONFIG_DEFENSIVE, 0)
      if !hasLog { try db.execute(sql: "PRAGMA cache_spill = OFF") }
      try db.beginTransaction(.immediate)
      do {
        let start = ContinuousClock.now
        try source.run { then in
          try then.inReadTransaction {
            if let reader {
              let held = try HeldLog(reader)
              instant = held.instant
              known = try early?.at(held.instant)
              try replaceRows(db, then, held, held.instant, pages, known?.map)
            } else {
              let held = try HeldFile(db)
              try replaceRows(db, then, held, FilePages(held.file, held.description), pages, nil)
            }
          }
        }
        version = try Int.fetchOne(db, sql: "PRAGMA data_version")
        try db.commit()
        report.verification = .identical
        report.writersHeldMs = milliseconds(since: start)
      } catch {
        if db.isInsideTransaction { try? db.rollback() }
        throw error
      }
    }
    if hasLog { try? readBack(&report, target, known, version: version) }
    return report
  }

  /// - Parameters:
  ///   - now: the pages that were committed last.
  ///   - known: the pages held against those of the image; nil where that is still to be done.
  private func replaceRows(
    _ db: Database, _ then: Database, _ held: any HeldDatabase, _ now: any SnapshotReader,
    _ pages: ImageSnapshot, _ known: PageMap?
  ) throws {
    let map = try known ?? PageMap(live: now, image: pages, cancellation: cancellation)
    let restore = RowRestore(live: db, image: then, cancellation: cancellation)
    let plan = try RowRestore.plan(
      live: db, image: then, guide: map.map { PageGuide($0, live: now, image: pages) },
      only: onlyTables)
    let witnesses = try restore.witnesses(of: plan)
    try restore.run(plan, progress: progress)
    try whileWritersWait(WitnessedDatabase(base: held, witnesses: witnesses))
    try cancellation.check()
  }

  private var onlyTables: Set<SQLName>? { image.onlyTables.map { Set($0.map(SQLName.init)) } }

  /// Holds the database against the image once more, through fresh connections: the tables that were
  /// brought along. What another process has written since the commit is no difference.
  ///
  /// - Parameter known: the pages before the commit. Of those, only the ones in the log are read again.
  private func readBack(
    _ report: inout ReplaceReport, _ target: GuardedConnection, _ known: ComparedPages?,
    version: Int?
  ) throws {
    let start = ContinuousClock.now
    let comparison =
      try known?.compareNow(cancellation: Cancellation())
      ?? engine.compare(image: image.path, usesPages: true, cancellation: Cancellation()) { _, _ in
      }
    report.verifyMs = milliseconds(since: start)
    let differing = comparison.tables.first { table in
      guard onlyTables?.contains(SQLName(table.name)) != false else { return false }
      return table.rowsNow != table.rowsInImage
        || [table.added, table.removed, table.changed].contains { ($0 ?? 0) > 0 }
    }
    let now = try target.run { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    if let differing, now == version {
      report.verification = .differs("Rows of the table “\(differing.name)” differ.")
    }
  }
}

/// A database whose rows tell what became of the transaction, as its schema cookie stays.
private struct WitnessedDatabase: HeldDatabase {
  let base: any HeldDatabase
  let witnesses: WitnessList

  var description: DatabaseDescription { base.description }

  var mark: SwapMark {
    var mark = base.mark
    mark.witnesses = witnesses
    return mark
  }

  func changes(
    since snapshot: any SnapshotReader, cancellation: Cancellation
  ) throws -> PageChanges {
    try base.changes(since: snapshot, cancellation: cancellation)
  }
}
