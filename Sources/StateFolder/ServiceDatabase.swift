import BackupProtocol
package import Files
package import GRDB
import Glibc

/// A database of Strongroom's own, in the folder of the backups.
///
/// Never in the host's database, whose restore would rewrite it. It keeps a rollback journal: writes
/// are few, several processes share it, and a write-ahead log of SQLite before 3.51.3 can be damaged
/// by two processes that checkpoint at once.
package final class ServiceDatabase: Sendable {
  let queue: DatabaseQueue
  private let path: String
  private let words: Words
  private let identity: FileIdentity?

  /// How errors name the database, and what they advise.
  package struct Words {
    /// Begins a sentence.
    let subject: String
    let whenDamaged: String
    let remedy: String

    package init(
      subject: String, whenDamaged: String, remedy: String
    ) {
      self.subject = subject
      self.whenDamaged = whenDamaged
      self.remedy = remedy
    }
  }

  /// Opens the database, and creates it where there is none.
  ///
  /// - Throws: ``ContractError`` `storageUnavailable` where it is damaged, `incompatible` where a
  ///   newer Strongroom has written it.
  ///
  /// - Parameter owner: to whom the superuser gives a file that is made.
  package init(
    path: String, words: Words, migrator: DatabaseMigrator, owner: FolderOwner? = nil
  ) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    // To make and remove a journal for each of many small changes would take half as long again.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = TRUNCATE") }
    self.path = path
    self.words = words
    do {
      // The file's mode must be right from the start, and SQLite has no say in it.
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 || errno == EEXIST else {
        throw ContractError(
          .storageUnavailable, "\(words.subject) cannot be created.",
          hint: "Give this user write permission on the backup folder.")
      }
      if descriptor >= 0 {
        owner?.take(descriptor)
        Glibc.close(descriptor)
      } else {
        try Self.refuseForeign(path, words, owner)
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      identity = FileIdentity(path)
      guard try Self.migrate(queue, migrator) else {
        throw ContractError(
          .incompatible, "\(words.subject) was written by a newer version of Strongroom.",
          hint: "Update Strongroom.")
      }
    } catch {
      throw words.failure(error)
    }
  }

  /// A link, or another name of the database, would have our tables made in somebody else's file.
  private static func refuseForeign(
    _ path: String, _ words: Words, _ owner: FolderOwner?
  ) throws {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    let name = path.split(separator: "/").last ?? ""
    let complaint: String
    if facts.st_mode & S_IFMT == S_IFLNK {
      complaint = "is a symbolic link, which is not followed"
    } else if facts.st_mode & S_IFMT != S_IFREG {
      complaint = "is not a regular file"
    } else if owner?.isDatabase(path) == true {
      complaint = "is another name of the database"
    } else {
      return
    }
    throw ContractError(
      .storageUnavailable, "\(words.subject) (\(name)) \(complaint).",
      hint: "Check who can write to the backup folder, and put the right file back.")
  }

  /// How often it is looked whether another process has done what this one finds half done.
  private static let attempts = 100

  /// Several processes may begin with the same new file; the slower ones find the work done, or
  /// being done: a migration is a transaction, and several are several.
  ///
  /// - Returns: false where a newer Strongroom has written the file.
  private static func migrate(
    _ queue: DatabaseQueue, _ migrator: DatabaseMigrator
  ) throws -> Bool {
    var attempt = 1
    while true {
      do {
        if try queue.read(migrator.hasBeenSuperseded) { return false }
        if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
        return true
      } catch let error as DatabaseError
        where attempt < attempts
        && [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
      {
        attempt += 1
        usleep(5000)
      }
    }
  }

  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.read(body) } catch { throw words.failure(error) }
  }

  /// One transaction that has the lock for writing from its beginning, so that what it reads holds
  /// until it has written, over all processes.
  package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.writeWithoutTransaction { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        guard let value else { throw CancellationError() }
        return value
      }
    } catch {
      throw words.failure(error)
    }
  }

  package func close() { try? queue.close() }

  /// The reason of an error that says that the file itself is no sound database any more.
  package static let damaged = "damaged"

  /// Whether another file has taken the place of the one that is open.
  package var isReplaced: Bool {
    guard let identity, let current = FileIdentity(path) else { return true }
    return identity != current
  }
}

extension ServiceDatabase.Words {
  private var damage: ContractError {
    ContractError(
      whenDamaged,
      ErrorData(kind: .storageUnavailable, hint: remedy, reason: ServiceDatabase.damaged))
  }

  fileprivate func failure(_ error: any Error) -> any Error {
    // Our own statements find something else in the file than we put there.
    if error is RowDecodingError { return damage }
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_FULL:
      return ContractError(
        .storageFull, "\(subject) cannot be written: the disk is full.", hint: "Free disk space.")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: return damage
    default:
      return ContractError(
        .storageUnavailable, "\(subject) cannot be used.",
        hint: "Check the permissions of the backup folder and the free space on its disk.")
    }
  }
}
