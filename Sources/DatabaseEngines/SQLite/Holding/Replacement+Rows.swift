import GRDB

extension Replacement {
  /// Replaces the rows that differ, in one transaction that begins by taking the lock of writers.
  ///
  /// The log keeps readers at what they see. With a rollback journal the file is read by
  /// `whileWritersWait` itself, so that nothing may be written before it.
  func replaceRows(_ target: SQLiteConnection, hasLog: Bool) throws -> ReplaceReport {
    var report = ReplaceReport()
    let reader = hasLog ? try reader() : nil
    defer { reader?.close() }
    try target.run { db in
      try db.beginTransaction(.immediate)
      do {
        let start = ContinuousClock.now
        let held: any HeldDatabase =
          if let reader { try HeldLog(reader) } else { try HeldFile(db) }
        defer { (held as? HeldLog)?.instant.release() }
        try whileWritersWait(held)
        try cancellation.check()
        try makeRows(like: image, db, instant: (held as? HeldLog)?.instant)
        try db.commit()
        report.verification = .identical
        report.writersHeldMs = milliseconds(since: start)
      } catch {
        if db.isInsideTransaction { try? db.rollback() }
        throw error
      }
    }
    return report
  }

  /// Makes the rows of the live database those of the image, in the write transaction that is open on
  /// `db`, and holds the two against each other before it returns. The caller commits.
  ///
  /// - Parameters:
  ///   - instant: the committed state just before the transaction, for reading pages beside it; nil
  ///     for a database with a rollback journal.
  /// - Throws: ``EngineError`` `.unsupported` where statements cannot make these rows; then the caller
  ///   takes the method `image`.
  private func makeRows(
    like image: ImageToInstall, _ db: Database, instant: LogSnapshot?
  ) throws {
    throw EngineError(.unsupported, "Rows cannot be replaced one by one yet.")
  }
}
