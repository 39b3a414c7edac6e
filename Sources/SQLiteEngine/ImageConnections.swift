import Concurrency
import GRDB
import SQLiteImages
import Synchronization

/// Connections to one image that nothing changes, each for one thread at a time.
///
/// A connection reads the whole schema before its first statement, which takes a while where there are
/// thousands of tables. So one that was given back serves the next. All are closed at the end.
final class ImageConnections: Sendable {
  let cancellation: Cancellation
  private let path: String
  private let cacheKibibytes: Int
  private let standsInForCollations: Bool
  private let idle = Mutex<[GuardedConnection]>([])

  init(
    _ path: String, cacheKibibytes: Int = 2048, standsInForCollations: Bool = true,
    cancellation: Cancellation
  ) {
    self.path = path
    self.cacheKibibytes = cacheKibibytes
    self.standsInForCollations = standsInForCollations
    self.cancellation = cancellation
  }

  deinit {
    for connection in idle.withLock({ $0 }) { connection.close() }
  }

  func take() throws -> GuardedConnection {
    try idle.withLock { $0.popLast() }
      ?? GuardedConnection(
        path: path, role: .scratch, cacheKibibytes: cacheKibibytes,
        standsInForCollations: standsInForCollations, cancellation: cancellation)
  }

  /// - Precondition: the connection is in no transaction.
  func giveBack(_ connection: GuardedConnection) {
    // What it keeps in memory is more likely needed elsewhere.
    try? connection.run { db in db.releaseMemory() }
    idle.withLock { $0.append(connection) }
  }

  func run<Result>(_ body: (Database) throws -> Result) throws -> Result {
    let connection = try take()
    defer { giveBack(connection) }
    return try connection.run(body)
  }
}
