import Crypto
import GRDB

/// The live database and an image, to be compared table by table on any thread.
struct DatabasePair: Sendable {
  let live: String
  let liveRole: SQLiteConnection.Role
  let busySeconds: Double
  let image: String
  let cancellation: Cancellation

  func describeLive() throws -> DatabaseDescription { try describe(openLive()) }

  func describeImage() throws -> DatabaseDescription { try describe(openImage()) }

  func compareTable(_ name: String, isLive: Bool, isInImage: Bool) throws -> TableComparison {
    var outcome = TableComparison(name: name, method: .count)
    guard isLive, isInImage else {
      let connection = isLive ? try openLive() : try openImage()
      defer { connection.close() }
      let rows = try connection.run { db in try count(name, db) }
      if isLive { outcome.rowsNow = rows } else { outcome.rowsInImage = rows }
      return outcome
    }
    let now = try openLive()
    defer { now.close() }
    let then = try openImage()
    defer { then.close() }
    return try now.run { nowDB in
      try nowDB.inReadTransaction {
        try then.run { thenDB in
          let shape = try TableShape(name, nowDB)
          guard let shape, shape == (try TableShape(name, thenDB)) else {
            outcome.rowsNow = try count(name, nowDB)
            outcome.rowsInImage = try count(name, thenDB)
            return outcome
          }
          return try RowComparison(shape, now: nowDB, then: thenDB, cancellation: cancellation)
            .run(leftovers: leftovers(of: name))
        }
      }
    }
  }

  /// Named by a hash: a table's name may be longer than a file's.
  private func leftovers(of name: String) -> String {
    image + "." + hexadecimal(SHA256.hash(data: Array(name.utf8)).prefix(16)) + ".leftovers"
  }

  private func describe(_ connection: SQLiteConnection) throws -> DatabaseDescription {
    defer { connection.close() }
    return try connection.run { db in try db.inReadTransaction { try DatabaseDescription(db) } }
  }

  private func count(_ name: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(quoted(name))") ?? 0
  }

  private func openLive() throws -> SQLiteConnection {
    try SQLiteConnection(
      path: live, role: liveRole, busySeconds: busySeconds, cancellation: cancellation)
  }

  private func openImage() throws -> SQLiteConnection {
    try SQLiteConnection(path: image, role: .scratch, cancellation: cancellation)
  }
}
