import Databases
import Foundation
import GRDB
import Glibc
import SQLiteImages

/// Rows that stand at another place on the other side, or not at all, matched by their key.
///
/// Kept in a working file: where every row of a large table changed, they do not fit in memory. The
/// file is made for the first row, and used for one table after the other.
final class LeftoverRows {
  private let path: String
  private var openedQueue: DatabaseQueue?
  private var isEmpty = true

  /// - Parameter path: of the image, which names the working file.
  init(beside path: String) {
    self.path = path + "." + UUID().uuidString + ".leftovers"
  }

  private func queue() throws -> DatabaseQueue {
    if let openedQueue { return openedQueue }
    unlink(path)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    openedQueue = queue
    try queue.inDatabase { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA cache_size = -4096;
          CREATE TABLE leftover (key BLOB NOT NULL, side INTEGER NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY (key, side)) WITHOUT ROWID;
          BEGIN;
          """)
    }
    return queue
  }

  func add(_ row: StoredRowCursor, isNow: Bool) throws {
    var key = row.keyBytes() ?? []
    if key.isEmpty {
      withUnsafeBytes(of: row.rowid) { key = [0] + $0 }
    }
    let hash = row.contentHash()
    isEmpty = false
    try queue().inDatabase { db in
      let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO leftover VALUES (?, ?, ?)")
      try insert.execute(arguments: [Self.data(key), isNow ? 0 : 1, Self.data(hash)])
    }
  }

  /// Counts the rows by what became of them, and forgets them.
  func settle(into tally: inout TableComparison) throws {
    if isEmpty { return }
    isEmpty = true
    try queue().inDatabase { db in
      let counts = try Row.fetchOne(
        db,
        sql: """
          SELECT sum(before IS NULL), sum(after IS NULL), sum(before IS NOT NULL AND after IS NOT NULL
            AND before <> after)
          FROM (SELECT max(CASE side WHEN 0 THEN hash END) AS before,
            max(CASE side WHEN 1 THEN hash END) AS after FROM leftover GROUP BY key)
          """)
      tally.added = (tally.added ?? 0) + ((counts?[0] as Int?) ?? 0)
      tally.removed = (tally.removed ?? 0) + ((counts?[1] as Int?) ?? 0)
      tally.changed = (tally.changed ?? 0) + ((counts?[2] as Int?) ?? 0)
      try db.execute(sql: "DELETE FROM leftover")
    }
  }

  func close() {
    guard let openedQueue else { return }
    try? openedQueue.close()
    unlink(path)
  }

  private static func data(_ bytes: [UInt8]) -> DatabaseValue {
    Data(bytes).databaseValue
  }
}
