import GRDB
package import ObjectStorage

/// What must outlive everything else: the audit log, and the codes and guesses of factory resets.
///
/// A database beside the backups that no operation replaces: neither a restore nor a rebuild of the
/// catalog brings a used code back, or takes an entry of the log away.
package final class Ledger: Sendable {
  private let database: ServiceDatabase

  /// Opens the ledger, and creates it where there is none.
  ///
  /// - Throws: ``ServiceError`` `storageUnavailable` where it is damaged, `incompatible` where a
  ///   newer Strongroom has written it.
  package init(path: String, owner: FolderOwner? = nil) throws {
    database = try ServiceDatabase(
      path: path,
      words: ServiceDatabase.Words(
        subject: "The audit log",
        whenDamaged: "The audit log is damaged; the backups are not touched.",
        remedy: "Put ledger.sqlite of the backup folder aside, and keep it as evidence."),
      migrator: Self.migrator, owner: owner)
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.read(body)
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.write(body)
  }

  func list<Entry: ListedEntry>(
    _ type: Entry.Type, _ filter: ListFilter
  ) throws -> ListPage<Entry> {
    try database.list(type, filter)
  }

  /// Whether another file has taken the place of the one that is open, or none.
  var isReplaced: Bool { database.isReplaced }

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("activity") { try createActivity($0) }
    migrator.registerMigration("challenges") { try createChallenges($0) }
    migrator.registerMigration("resets") { try createResets($0) }
    migrator.registerMigration("refusals") { try createRefusals($0) }
    migrator.registerMigration("segments") { try createSegments($0) }
    return migrator
  }()
}
