import GRDB
import Glibc

/// Makes a database as LPG Nexus would have it after three years: a gas distributor's customers,
/// cylinders, bills, payments and photos, under a Prisma schema.
///
/// The same arguments give the same rows. The file is complete, closed, has no journal or WAL beside
/// it, and passes `PRAGMA integrity_check` and `PRAGMA foreign_key_check`.
package struct ShopGenerator {
  package enum JournalMode: String, Sendable, CaseIterable {
    case wal
    case delete
  }

  /// What an almost empty shop takes with pages of 4096 bytes; smaller targets get this size.
  static let smallestBytes = 350_000

  private let path: String
  private let targetBytes: Int
  private let journalMode: JournalMode
  private let seed: UInt64
  private let pageSize: Int
  private let progress: (Double) throws -> Void

  /// - Parameters:
  ///   - path: where the file goes; nothing may be there yet.
  ///   - targetBytes: the size of the file, met within 5 % from `smallestBytes` up.
  ///   - progress: called now and then with the share done, from 0 to 1; what it throws stops the
  ///     generation.
  package init(
    path: String, targetBytes: Int, journalMode: JournalMode, seed: UInt64, pageSize: Int = 4096,
    progress: @escaping (Double) throws -> Void = { _ in }
  ) {
    self.path = path
    self.targetBytes = targetBytes
    self.journalMode = journalMode
    self.seed = seed
    self.pageSize = pageSize
    self.progress = progress
  }

  /// Generates the file. If that fails, what was written is removed.
  /// - Throws: `ShopError.fileExists` or `ShopError.cannotCreate`, `DatabaseError` from SQLite, and
  ///   what `progress` throws.
  @discardableResult
  package func generate() throws -> ShopSummary {
    try reserveFile()
    do {
      let summary = try fill()
      try setJournalMode()
      try progress(1)
      return summary
    } catch {
      unlink(path)
      throw error
    }
  }

  private func reserveFile() throws {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let code = errno
      if code == EEXIST { throw ShopError.fileExists(path: path) }
      throw ShopError.cannotCreate(path: path, reason: String(cString: strerror(code)))
    }
    close(descriptor)
  }

  private func fill() throws -> ShopSummary {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { [pageSize] db in
      try db.execute(
        sql: """
          PRAGMA page_size = \(pageSize);
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA cache_size = -131072;
          PRAGMA temp_store = MEMORY;
          """)
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let summary = try queue.writeWithoutTransaction { db in
      try db.inTransaction {
        for tables in [
          ShopTables.people, ShopTables.cylinders, ShopTables.money, ShopTables.office,
        ] {
          try db.execute(sql: tables)
        }
        return .commit
      }
      let filler = try ShopFiller(db, targetBytes: targetBytes, seed: seed)
      try transaction(db) { try filler.open() }
      try fillSteps(db, filler)
      try build(db)
      try transaction(db) { try filler.writeBalances(db) }
      try transaction(db) { try topUp(db, filler) }
      return try ShopSummary(db, path: path)
    }
    try queue.close()
    return summary
  }

  private func fillSteps(_ db: Database, _ filler: ShopFiller) throws {
    let batch = 5000
    for start in stride(from: 0, to: filler.steps, by: batch) {
      try transaction(db) {
        for step in start..<min(start + batch, filler.steps) { try filler.fill(step: step) }
      }
      try progress(0.6 * Double(start) / Double(filler.steps))
    }
  }

  private func build(_ db: Database) throws {
    for (done, index) in ShopIndexes.indexes.enumerated() {
      try db.execute(sql: index)
      try progress(0.6 + 0.3 * Double(done) / Double(ShopIndexes.indexes.count))
    }
    for sql in [ShopIndexes.view, ShopIndexes.search, ShopIndexes.triggers] {
      try transaction(db) { try db.execute(sql: sql) }
    }
  }

  /// Rows of the activity log until the file has its size.
  private func topUp(_ db: Database, _ filler: ShopFiller) throws {
    let targetPages = targetBytes / pageSize
    while let pages = try Int.fetchOne(db, sql: "PRAGMA page_count"), pages < targetPages {
      for _ in 0..<max(1, min(500, targetPages - pages)) { try filler.fillAfterClosing() }
    }
  }

  private func transaction(_ db: Database, _ body: () throws -> Void) throws {
    try db.inTransaction {
      try body()
      return .commit
    }
  }

  /// The journal mode lasts in the file only once a connection has written it.
  private func setJournalMode() throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = \(journalMode.rawValue)")
    }
    try queue.close()
  }
}
