import Databases
import GRDB
import GRDBSQLite

extension EngineError {
  /// The reason behind an error of SQLite; other errors of ours pass as they are.
  package init(_ error: any Error) throws {
    switch error {
    case let error as EngineError: self = error
    case is CancellationError: throw error
    case let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT:
      throw CancellationError()
    case let error as DatabaseError: self.init(sqlite: error)
    default: throw error
    }
  }

  private init(sqlite error: DatabaseError) {
    let detail = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self.init(
        .locked, "The database is locked by another process.",
        hint: "Try again when the application's long transaction has ended.")
    case .SQLITE_NOTADB:
      self.init(
        .notADatabase, "The file is not an SQLite database, or it is encrypted.",
        hint: "Check the path of the database.")
    case .SQLITE_CORRUPT:
      self.init(
        .corrupt, "The database is damaged: \(detail).",
        hint: "Restore a backup that is verified.")
    case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED:
      self.init(
        .moved, "The database was deleted or replaced while it was in use.",
        hint: "Find out what replaced the file, then try again.")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .readOnly, "The database is not writable: \(detail).",
        hint: "Give this user write permission on the database file and its folder.")
    case .SQLITE_NOMEM, .SQLITE_TOOBIG:
      self.init(
        .outOfMemory, "SQLite needs more memory than is allowed.",
        hint: "Give this process more memory.")
    case .SQLITE_FULL:
      self.init(.diskFull, "The disk is full.", hint: "Free disk space, then try again.")
    case .SQLITE_CANTOPEN:
      self.init(
        .inputOutput, "The database, its log or its folder cannot be opened.",
        hint: "Check its path, and the permissions of the file and of its folder.")
    case .SQLITE_IOERR:
      self.init(.inputOutput, "The disk reported an error: \(detail).")
    default:
      self.init(.unsupported, "SQLite reported an error: \(detail).")
    }
  }

  /// The failure to open a database, once a lock and the disk are ruled out: SQLite cannot read the
  /// schema. For a schema format above 4 it has no code of its own
  /// (https://www.sqlite.org/fileformat2.html#schema_format_number).
  var ofSchema: EngineError {
    guard reason == .unsupported else { return self }
    return EngineError(
      .corrupt, "The schema of the database cannot be read. \(message)",
      hint: "Restore a backup that is verified.")
  }

  /// For a call into SQLite's C interface.
  package init(code: CInt) {
    self.init(sqlite: DatabaseError(resultCode: ResultCode(rawValue: code)))
  }
}
