package import Concurrency
package import Databases
import GRDBSQLite
import Glibc
import SQLiteImages

/// The engine for SQLite databases, of any journal mode, that other processes use.
package struct SQLiteDatabase: DatabaseEngine, RowAccess {
  /// Absolute path of the database file.
  package let path: String
  /// How long to wait for a lock that another process holds.
  package let busySeconds: Double

  package var product: DatabaseProduct {
    DatabaseProduct(
      name: "SQLite", version: SQLiteLibrary.version, versionNumber: SQLiteLibrary.versionNumber)
  }

  package var logSize: Int64 {
    var facts = stat()
    return stat(path + "-wal", &facts) == 0 ? Int64(facts.st_size) : 0
  }

  package init(path: String, busySeconds: Double = 30) {
    self.path = path
    self.busySeconds = busySeconds
  }

  package func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine {
    SQLiteDatabase(path: path, busySeconds: min(seconds, busySeconds))
  }

  /// Bounds what SQLite does and takes in this process, for good: the process has to do with foreign
  /// files only.
  ///
  /// - Parameter bytes: of memory, all connections together.
  package static func expectForeignFiles(memory bytes: Int64) { ForeignBounds.set(memory: bytes) }

  private var fileName: Substring { path.split(separator: "/").last ?? "" }

  package var exists: Bool {
    var facts = stat()
    return stat(path, &facts) == 0
  }

  /// Bytes of the file; nil where there is none.
  var fileSize: Int64? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : nil
  }

  package func examine(cancellation: Cancellation) throws -> LiveState {
    guard exists else { return .missing }
    do {
      return .readable(try inspect(cancellation: cancellation))
    } catch let error as EngineError where error.isOfUnreadableDatabase {
      return isEmptyDatabase ? .empty : .unreadable(error)
    }
  }

  /// Whether there is a file of zero bytes, with neither a log nor a journal beside it.
  private var isEmptyDatabase: Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && facts.st_size == 0
      && !hasSidecar
  }

  /// Opens the live database, after telling apart what SQLite would lump together.
  ///
  /// - Parameter acceptsEmpty: whether it may be a file of zero bytes, to be filled.
  func connect(
    cacheKibibytes: Int = 2048, standsInForCollations: Bool = true, waitsAgain: Bool = true,
    acceptsEmpty: Bool = false, needsWholeSchema: Bool = false, cancellation: Cancellation
  ) throws -> GuardedConnection {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      throw EngineError(
        .missing, "There is no database “\(fileName)” at the configured path.",
        hint: "Check the path; a restore can create the database.")
    }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw EngineError(
        .notADatabase, "The database path is a folder.", hint: "Name the database file itself.")
    default:
      throw EngineError(.notADatabase, "The database path is not a regular file.")
    }
    if facts.st_size == 0 { try refuseEmpty(unless: acceptsEmpty) }
    let connection = try GuardedConnection(
      path: path, role: .live, busySeconds: busySeconds, cacheKibibytes: cacheKibibytes,
      standsInForCollations: standsInForCollations, waitsAgain: waitsAgain,
      needsWholeSchema: needsWholeSchema, cancellation: cancellation)
    return connection
  }

  /// SQLite deletes the log and the journal of a file of zero bytes when it opens it, whatever is in
  /// them (https://www.sqlite.org/src/file?name=src/pager.c, `pagerOpenWalIfPresent`).
  private func refuseEmpty(unless acceptsEmpty: Bool) throws {
    if hasSidecar {
      throw EngineError(
        .notADatabase, "The database file is empty, and its log or journal is not.",
        hint: "Keep both. SQLite deletes the log of an empty file when it opens it.")
    }
    guard acceptsEmpty else {
      throw EngineError(
        .notADatabase, "The database file is empty.",
        hint: "To bring data back, restore a backup. A new application makes its tables at its "
          + "first start.")
    }
  }

  private var hasSidecar: Bool {
    ["-wal", "-journal"].contains { suffix in
      var facts = stat()
      return stat(path + suffix, &facts) == 0 && facts.st_size > 0
    }
  }
}
