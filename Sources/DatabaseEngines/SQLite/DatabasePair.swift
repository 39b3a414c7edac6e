import GRDB

/// The live database and an image, to be compared table by table on several threads.
struct DatabasePair: Sendable {
  let live: String
  let liveRole: SQLiteConnection.Role
  let busySeconds: Double
  let image: String
  let cancellation: Cancellation

  func describeLive() throws -> DatabaseDescription { try describe(openLive()) }

  func describeImage() throws -> DatabaseDescription { try describe(openImage()) }

  /// A connection to each side, for one thread. Close it.
  func open() throws -> OpenDatabasePair {
    let now = try openLive()
    do {
      return OpenDatabasePair(now: now, then: try openImage(), cancellation, image: image)
    } catch {
      now.close()
      throw error
    }
  }

  private func describe(_ connection: SQLiteConnection) throws -> DatabaseDescription {
    defer { connection.close() }
    return try connection.run { db in try db.inReadTransaction { try DatabaseDescription(db) } }
  }

  private func openLive() throws -> SQLiteConnection {
    try SQLiteConnection(
      path: live, role: liveRole, busySeconds: busySeconds, cancellation: cancellation)
  }

  private func openImage() throws -> SQLiteConnection {
    try SQLiteConnection(path: image, role: .scratch, cancellation: cancellation)
  }
}

/// One thread's connections to the live database and to an image.
final class OpenDatabasePair {
  private let now: SQLiteConnection
  private let then: SQLiteConnection
  private let leftovers: LeftoverRows
  private let cancellation: Cancellation

  fileprivate init(
    now: SQLiteConnection, then: SQLiteConnection, _ cancellation: Cancellation, image: String
  ) {
    self.now = now
    self.then = then
    self.cancellation = cancellation
    leftovers = LeftoverRows(beside: image)
  }

  func close() {
    leftovers.close()
    then.close()
    now.close()
  }

  func compareTable(_ name: String, isLive: Bool, isInImage: Bool) throws -> TableComparison {
    var outcome = TableComparison(name: name, method: .count)
    guard isLive, isInImage else {
      let rows = try (isLive ? now : then).run { db in try count(name, db) }
      if isLive { outcome.rowsNow = rows } else { outcome.rowsInImage = rows }
      return outcome
    }
    return try now.run { nowDB in
      try nowDB.inReadTransaction {
        try then.run { thenDB in
          try thenDB.inReadTransaction {
            let shape = try TableShape(name, nowDB)
            guard let shape, shape == (try TableShape(name, thenDB)) else {
              outcome.rowsNow = try count(name, nowDB)
              outcome.rowsInImage = try count(name, thenDB)
              return outcome
            }
            return try RowComparison(shape, now: nowDB, then: thenDB, cancellation: cancellation)
              .run(leftovers: leftovers)
          }
        }
      }
    }
  }

  private func count(_ name: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(quoted(name))") ?? 0
  }
}
