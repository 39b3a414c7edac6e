import Concurrency
import Databases
import GRDB
import SQLiteImages
import Synchronization

/// The live database at one moment: its pages, and connections that see the very rows on them.
final class LiveView: Sendable {
  let snapshot: any SnapshotReader
  private let connections: Mutex<[GuardedConnection]>
  /// Those to close at the end; the snapshot has its own one.
  private let opened: [GuardedConnection]

  /// - Parameters:
  ///   - candidates: connections to the live database. Those that see another state, as an application
  ///     has written meanwhile, are left out.
  init(_ snapshot: LogSnapshot, candidates: [GuardedConnection]) throws {
    self.snapshot = snapshot
    let companions = try candidates.prefix { try snapshot.lends(itsViewTo: $0) }
    opened = candidates
    connections = Mutex([snapshot.connection] + companions)
  }

  /// - Parameter copies: connections to the copy that the snapshot is, in a transaction each.
  init(_ snapshot: any SnapshotReader, copies: [GuardedConnection]) throws {
    self.snapshot = snapshot
    opened = copies
    connections = Mutex(copies)
    for copy in copies { try copy.run { db in try db.beginReadTransaction() } }
  }

  /// A connection for one thread, in a transaction; nil where all are taken. There is always a first.
  func takeConnection() -> GuardedConnection? { connections.withLock { $0.popLast() } }

  func giveBack(_ connection: GuardedConnection) { connections.withLock { $0.append(connection) } }

  /// Runs `body` on a connection.
  ///
  /// - Returns: nil where other threads have all connections.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result? {
    guard let connection = takeConnection() else { return nil }
    defer { giveBack(connection) }
    return try connection.run(body)
  }

  func close() {
    for connection in opened { connection.close() }
  }
}

extension SQLiteDatabase {
  /// Holds the live database still for reading, without holding writers off.
  ///
  /// - Parameter scratch: a private folder for a copy, where there is no write-ahead log.
  func withLiveView<Result>(
    scratch: String, threads: Int, cancellation: Cancellation, _ body: (LiveView) throws -> Result
  ) throws -> Result {
    // They are ready before the snapshot is taken, so that hardly any commit comes in between.
    let candidates = try (1..<max(1, threads)).map { _ in
      let connection = try connect(cancellation: cancellation)
      try connection.run { db in try db.inReadTransaction {} }
      return connection
    }
    return try withSnapshot(scratch: scratch, cancellation: cancellation) { snapshot in
      let view: LiveView
      switch snapshot {
      case let snapshot as LogSnapshot:
        view = try LiveView(snapshot, candidates: candidates)
      case let snapshot as CopiedSnapshot:
        for candidate in candidates { candidate.close() }
        view = try LiveView(
          snapshot,
          copies: try (0..<max(1, threads)).map { _ in
            try GuardedConnection(
              path: CopiedSnapshot.path(in: scratch), role: .scratch, cancellation: cancellation)
          })
      default: throw EngineError(.unsupported, "The database cannot be held still for reading.")
      }
      defer { view.close() }
      return try body(view)
    }
  }
}
