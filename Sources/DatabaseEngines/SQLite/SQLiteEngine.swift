import GRDBSQLite
import Glibc

/// The engine for SQLite databases, of any journal mode, that other processes use.
package struct SQLiteEngine: DatabaseEngine {
  /// Absolute path of the database file.
  package let path: String
  /// How long to wait for a lock that another process holds.
  package let busySeconds: Double
  /// The version of SQLite that this program runs with.
  package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
  /// The same as one number, 3_040_001 for 3.40.1.
  package static var libraryVersionNumber: Int { Int(sqlite3_libversion_number()) }

  package init(path: String, busySeconds: Double = 30) {
    self.path = path
    self.busySeconds = busySeconds
  }

  package func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine {
    SQLiteEngine(path: path, busySeconds: min(seconds, busySeconds))
  }

  private var fileName: Substring { path.split(separator: "/").last ?? "" }

  package var exists: Bool {
    var facts = stat()
    return stat(path, &facts) == 0
  }

  /// Opens the live database, after telling apart what SQLite would lump together.
  func connect(
    cacheKibibytes: Int = 2048, standsInForCollations: Bool = true, waitsAgain: Bool = true,
    cancellation: Cancellation
  ) throws -> SQLiteConnection {
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
    guard facts.st_size > 0 || hasLog else {
      throw EngineError(
        .notADatabase, "The database file is empty.",
        hint: "Start the application once, so that it creates its tables.")
    }
    let connection = try SQLiteConnection(
      path: path, role: .live, busySeconds: busySeconds, cacheKibibytes: cacheKibibytes,
      standsInForCollations: standsInForCollations, waitsAgain: waitsAgain,
      cancellation: cancellation)
    return connection
  }

  private var hasLog: Bool {
    var facts = stat()
    return stat(path + "-wal", &facts) == 0 && facts.st_size > 0
  }
}
