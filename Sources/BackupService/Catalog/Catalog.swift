import BackupProtocol
import DatabaseEngines
import GRDB
import Glibc

/// The list of backups and restores, in a database of Strongroom's own beside the backups.
///
/// Not in the host's database, whose restore would rewrite it. It keeps a rollback journal: writes
/// are few, several processes share it, and a write-ahead log of SQLite before 3.51.3 can be damaged
/// by two processes that checkpoint at once. Each entry is one JSON document beside the columns
/// that lists are filtered by.
package final class Catalog: Sendable {
  let queue: DatabaseQueue
  private let path: String
  private let identity: FileIdentity?

  /// Opens the catalog, and creates it where there is none.
  ///
  /// - Throws: ``ServiceError`` `storageUnavailable` where it is damaged, `incompatible` where a
  ///   newer Strongroom has written it.
  package init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "catalog"
    self.path = path
    do {
      // The file's mode must be right from the start, and SQLite has no say in it.
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 || errno == EEXIST else {
        throw ServiceError(
          .storageUnavailable, "The catalog of backups cannot be created.",
          hint: "Give this user write permission on the backup folder.")
      }
      if descriptor >= 0 { Glibc.close(descriptor) }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      identity = FileIdentity(path)
      if try queue.read(Self.migrator.hasBeenSuperseded) {
        throw ServiceError(
          .incompatible, "The catalog of backups was written by a newer Strongroom.",
          hint: "Update Strongroom.")
      }
      if try !queue.read(Self.migrator.hasCompletedMigrations) { try Self.migrator.migrate(queue) }
    } catch {
      throw ServiceError(error)
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.read(body) } catch { throw ServiceError(error) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.write(body) } catch { throw ServiceError(error) }
  }

  func close() { try? queue.close() }

  /// Whether another file has taken the place of the one that is open: a catalog made anew.
  var isReplaced: Bool {
    guard let identity, let current = FileIdentity(path) else { return true }
    return identity != current
  }

  private static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      for table in ["backup", "restore"] {
        try db.execute(
          sql: """
            CREATE TABLE \(table) (
              id TEXT PRIMARY KEY NOT NULL,
              createdAt INTEGER NOT NULL,
              status TEXT NOT NULL,
              type TEXT,
              format TEXT,
              backupId TEXT,
              database TEXT NOT NULL,
              search TEXT NOT NULL,
              entry TEXT NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX \(table)_status ON \(table) (status, id);
            CREATE INDEX \(table)_type ON \(table) (type, id);
            CREATE INDEX \(table)_format ON \(table) (format, id);
            CREATE INDEX \(table)_backupId ON \(table) (backupId, id);
            CREATE INDEX \(table)_database ON \(table) (database, id);
            CREATE INDEX \(table)_createdAt ON \(table) (createdAt);
            """)
      }
      try db.execute(
        sql: """
          CREATE TABLE manifest (id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL);
          CREATE TABLE idempotency (
            method TEXT NOT NULL, key TEXT NOT NULL, parameters TEXT NOT NULL, entryId TEXT NOT NULL,
            PRIMARY KEY (method, key)
          ) WITHOUT ROWID;
          CREATE TABLE confirmation (
            hash TEXT PRIMARY KEY NOT NULL, actor TEXT NOT NULL, backupId TEXT NOT NULL,
            fingerprint TEXT, lastRestoreId TEXT, expiresAt INTEGER NOT NULL, usedAt INTEGER
          ) WITHOUT ROWID;
          """)
    }
    return migrator
  }()
}
