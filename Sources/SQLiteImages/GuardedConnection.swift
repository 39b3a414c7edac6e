import CLinuxExtras
import CSQLiteExtras
package import Concurrency
import Databases
import Files
package import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// One connection to a database file, with what every connection of ours must obey.
///
/// Live databases: created by nobody but a restore, checkpointed by nothing of ours but
/// ``SQLiteDatabase/fold(copying:holding:)`` (SQLite before 3.51.3 can damage a database when a
/// checkpoint meets a writer that starts the log over), and never opened by plain file calls,
/// which would drop the locks that this process holds through SQLite.
package struct GuardedConnection: Sendable {
  let queue: DatabaseQueue
  /// What this SQLite does not understand of the schema, and leaves out.
  package let gaps: [SchemaGap]
  private let role: Role
  /// Held because the connection's progress handler points at it.
  private let cancellation: Cancellation
  private let lockWait: LockWait

  package enum Role {
    /// The application's database; other processes have it open.
    case live
    /// Our private copy, whose content nobody vouches for.
    case scratch
  }

  /// - Parameters:
  ///   - standsInForCollations: whether rows of tables may be read whose order only the application
  ///     knows. Never set it where an index is written or searched.
  ///   - waitsAgain: whether another lock is waited for after a wait that was in vain. A transaction
  ///     with a rollback journal that cannot empty its cache would wait for each page.
  ///   - needsWholeSchema: whether a schema is refused of which this SQLite does not understand a part.
  ///   - readsViews: whether views of a scratch copy may be read; those of a live database may.
  package init(
    path: String, role: Role, busySeconds: Double = 30, cacheKibibytes: Int = 2048,
    standsInForCollations: Bool = true, waitsAgain: Bool = true, readsViews: Bool = false,
    needsWholeSchema: Bool = false, cancellation: Cancellation = Cancellation()
  ) throws {
    if role == .scratch { try Self.refuseJournal(of: path) }
    self.role = role
    self.cancellation = cancellation
    let lockWait = LockWait()
    self.lockWait = lockWait
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.acceptsDoubleQuotedStringLiterals = true
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .callback { attempt in
      if cancellation.isCancelled || lockWait.isOver(attempt: attempt, seconds: busySeconds)
        || lockWait.wasInVain.load(ordering: .relaxed)
      {
        if !waitsAgain { lockWait.wasInVain.store(true, ordering: .relaxed) }
        return false
      }
      // A busy application lets go of the lock for less than a millisecond at a time.
      sqlite3_sleep(1)
      return true
    }
    let setUp = { @Sendable (db: Database) throws -> Void in
      let handle = UnsafeMutableRawPointer(db.sqliteConnection)
      _ = strongroom_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
      (role == .live ? SchemaTrust.own : .foreign(views: readsViews)).apply(to: db.sqliteConnection)
      ForeignBounds.apply(to: db.sqliteConnection)
      if standsInForCollations { standInForCollations(db.sqliteConnection) }
      sqlite3_wal_autocheckpoint(db.sqliteConnection, 0)
      sqlite3_progress_handler(
        db.sqliteConnection, 20_000,
        { pointer in
          guard let pointer else { return 0 }
          let cancellation = Unmanaged<Cancellation>.fromOpaque(pointer).takeUnretainedValue()
          return cancellation.isCancelled ? 1 : 0
        }, Unmanaged.passUnretained(cancellation).toOpaque())
      try db.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)")
    }
    var whole = configuration
    whole.prepareDatabase(setUp)
    do {
      queue = try DatabaseQueue(path: Self.uri(path), configuration: whole)
      gaps = []
    } catch {
      let failure = try Self.failure(error, cancellation)
      guard [.corrupt, .unsupported].contains(failure.reason) else { throw failure }
      guard let partial = try? Self.openPartially(path, configuration, setUp) else {
        throw failure.ofSchema
      }
      (queue, gaps) = partial
      guard needsWholeSchema else { return }
      do { try requireWholeSchema() } catch {
        close()
        throw error
      }
    }
  }

  /// Opens a database, and leaves out what this SQLite does not understand of its schema.
  ///
  /// - Returns: nil where the schema is damaged.
  private static func openPartially(
    _ path: String, _ configuration: Configuration,
    _ setUp: @escaping @Sendable (Database) throws -> Void
  ) throws -> (DatabaseQueue, [SchemaGap])? {
    var configuration = configuration
    // In defensive mode, which comes next, it could not be turned on any more.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
    configuration.prepareDatabase(setUp)
    let queue = try DatabaseQueue(path: uri(path), configuration: configuration)
    guard let gaps = try? queue.inDatabase(SchemaGap.all), !gaps.isEmpty else {
      try? queue.close()
      return nil
    }
    return (queue, gaps)
  }

  /// - Throws: ``EngineError`` `.incompatible` where a part of the schema is left out.
  package func requireWholeSchema() throws {
    if !gaps.isEmpty { throw try run { db in gaps.error(db) } }
  }

  /// - Throws: ``EngineError`` `.locked` once a wait was the last one, and in vain.
  package func checkLocks() throws {
    if lockWait.wasInVain.load(ordering: .relaxed) { throw EngineError(code: SQLITE_BUSY) }
  }

  /// Runs `body` on the connection; SQLite's errors come out as ``EngineError``.
  package func run<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw try Self.failure(error, cancellation)
    }
  }

  /// A wait for a lock that is cancelled ends as if it had been in vain.
  private static func failure(
    _ error: any Error, _ cancellation: Cancellation
  ) throws -> EngineError {
    let failure = try EngineError(error)
    if failure.reason == .locked { try cancellation.check() }
    return failure
  }

  package func close() {
    try? queue.close()
    // Its cache was in many small pieces, which the allocator would keep.
    if role == .scratch { strongroom_release_free_memory() }
  }

  /// SQLite would do what a journal of somebody else says, and that reaches beyond the image. None of
  /// ours is ever left: an image whose writer was interrupted is thrown away.
  private static func refuseJournal(of image: String) throws {
    guard access(image + "-journal", F_OK) == 0 else { return }
    throw EngineError(
      .unsafeFile, "A working file has a journal that does not belong to it.")
  }

  /// `mode=rw` keeps SQLite from creating an empty database where there is none.
  private static func uri(_ path: String) -> String {
    var text = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x80...:
        text += "%" + hexadecimal([byte])
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return text + "?mode=rw"
  }
}

private final class LockWait: Sendable {
  let wasInVain = Atomic<Bool>(false)
  private let start = Mutex(ContinuousClock.now)

  /// - Parameter attempt: of this wait, counted from 0.
  func isOver(attempt: Int, seconds: Double) -> Bool {
    start.withLock { start in
      if attempt == 0 { start = .now }
      return (ContinuousClock.now - start) >= .seconds(seconds)
    }
  }
}

/// A name as an SQL identifier.
package func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}
