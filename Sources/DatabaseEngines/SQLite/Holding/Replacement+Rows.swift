import CSQLiteExtras
import GRDB
import GRDBSQLite

extension Replacement {
  /// Replaces the rows that differ, in one transaction that begins by taking the lock of writers.
  ///
  /// The rows are written and verified before `whileWritersWait`, which still reads what was committed
  /// before: with a log from another connection, and with a rollback journal from the file, as changed
  /// pages are kept in memory until the commit.
  ///
  /// - Throws: ``RowsUnsuitable`` where the image has to be taken, before `whileWritersWait` was called.
  func replaceRows(_ target: SQLiteConnection, hasLog: Bool) throws -> ReplaceReport {
    var report = ReplaceReport()
    report.method = .rows
    let source = try SQLiteConnection(
      path: image.path, role: .scratch, needsWholeSchema: true, cancellation: cancellation)
    defer { source.close() }
    let pages = try ImageSnapshot(image.path, cancellation: cancellation)
    // Most of the pages are compared before anybody has to wait.
    let early = hasLog ? try EarlyMap(engine, pages, cancellation: cancellation) : nil
    defer { early?.close() }
    let reader = hasLog ? try reader() : nil
    defer { reader?.close() }
    var version: Int?
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
              defer { held.instant.release() }
              try replaceRows(
                db, then, held, held.instant, pages, early?.map(at: held.instant, pages))
            } else {
              let held = try HeldFile(db)
              try replaceRows(db, then, held, FilePages(held), pages, nil)
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
    if hasLog { try? readBack(&report, target, version: version) }
    return report
  }

  /// - Parameters:
  ///   - now: the pages that were committed last.
  ///   - known: the pages held against those of the image; nil where that is still to be done.
  private func replaceRows(
    _ db: Database, _ then: Database, _ held: any HeldDatabase, _ now: any DatabaseSnapshot,
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
  private func readBack(
    _ report: inout ReplaceReport, _ target: SQLiteConnection, version: Int?
  ) throws {
    let start = ContinuousClock.now
    let comparison = try engine.compare(
      image: image.path, usesPages: true, cancellation: Cancellation()
    ) { _, _ in }
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

/// The pages of a database in WAL mode held against an image, shortly before the lock of writers is
/// taken.
private struct EarlyMap {
  private let connection: SQLiteConnection
  private let snapshot: LogSnapshot
  private let early: PageMap?

  /// - Returns: nil where the database does not keep a log.
  init?(_ engine: SQLiteEngine, _ image: ImageSnapshot, cancellation: Cancellation) throws {
    connection = try engine.connect(cancellation: cancellation)
    guard let snapshot = try LogSnapshot.open(connection) else {
      connection.close()
      return nil
    }
    self.snapshot = snapshot
    do {
      early = try PageMap(live: snapshot, image: image, cancellation: cancellation)
    } catch {
      snapshot.release()
      throw error
    }
  }

  /// The same at a later moment; nil where the two cannot be compared.
  func map(at instant: LogSnapshot, _ image: ImageSnapshot) throws -> PageMap? {
    guard var map = early else { return nil }
    let isCurrent = try map.update(
      instant.pagesChanged(since: snapshot), live: instant, image: image)
    return isCurrent ? map : nil
  }

  func close() { snapshot.release() }
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
    since snapshot: any DatabaseSnapshot, cancellation: Cancellation
  ) throws -> PageChanges {
    try base.changes(since: snapshot, cancellation: cancellation)
  }
}
