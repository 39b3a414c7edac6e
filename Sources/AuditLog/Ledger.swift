package import Files
package import GRDB
import ObjectStorage
package import StateFolder

/// What must outlive everything else: the audit log, and the codes and guesses of factory resets.
///
/// A database beside the backups that no operation replaces: neither a restore nor a rebuild of the
/// catalog brings a used code back, or takes an entry of the log away.
package final class Ledger: Sendable {
  package let database: ServiceDatabase

  /// Opens the ledger, and creates it where there is none.
  ///
  /// - Throws: ``ContractError`` `storageUnavailable` where it is damaged, `incompatible` where a
  ///   newer Strongroom has written it.
  /// - Parameter confirmations: what else lies in the same file, by the name of its migration.
  package init(
    path: String, owner: FolderOwner? = nil,
    confirmations: [(name: String, create: @Sendable (Database) throws -> Void)]
  ) throws {
    database = try ServiceDatabase(
      path: path,
      words: ServiceDatabase.Words(
        subject: "The audit log",
        whenDamaged: "The audit log is damaged. The backups are not affected.",
        remedy: "Move ledger.sqlite out of the backup folder, and keep it as evidence."),
      migrator: Self.migrator(confirmations), owner: owner)
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.read(body)
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.write(body)
  }

  package func list<Entry: ListedEntry>(
    _ type: Entry.Type, _ filter: ListFilter
  ) throws -> ListPage<Entry> {
    try database.list(type, filter)
  }

  /// Whether another file has taken the place of the one that is open, or none.
  package var isReplaced: Bool { database.isReplaced }

  private static func migrator(
    _ confirmations: [(name: String, create: @Sendable (Database) throws -> Void)]
  ) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("activity") { try createActivity($0) }
    for (name, create) in confirmations { migrator.registerMigration(name) { try create($0) } }
    migrator.registerMigration("refusals") { try createRefusals($0) }
    migrator.registerMigration("segments") { try createSegments($0) }
    return migrator
  }
}
