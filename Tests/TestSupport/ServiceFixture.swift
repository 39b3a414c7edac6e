package import BackupProtocol
package import BackupService
package import Databases
import Logging
package import ObjectStorage
package import SQLiteEngine
import Synchronization

/// A live database, a backup folder, and what works on them.
package final class ServiceFixture: Sendable {
  package let folder: TemporaryFolder
  package let databasePath: String
  package let backupFolder: String
  package let clock: ManualClock
  private let sent = Mutex<[ServiceEvent]>([])

  /// - Parameter database: nil for a machine that has none yet.
  package init(
    _ database: SampleDatabase? = .tiny, journalMode: String = "wal",
    clock: ManualClock = ManualClock()
  ) throws {
    folder = try TemporaryFolder()
    databasePath = folder["app.db"]
    backupFolder = folder["app.db.backups"]
    self.clock = clock
    try database?.make(at: databasePath, journalMode: journalMode)
  }

  package var engine: SQLiteDatabase { SQLiteDatabase(path: databasePath, busySeconds: 0.2) }
  package var store: FolderStore { FolderStore(path: backupFolder) }

  /// Events since the last look, oldest first.
  package func takeEvents() -> [ServiceEvent] {
    sent.withLock { events in
      defer { events = [] }
      return events
    }
  }

  /// What a process of its own would have, on the same database and folder.
  package func operations(
    engine: (any DatabaseEngine)? = nil, store: (any ObjectStore)? = nil,
    hook: RestartHook = RestartHook(arguments: []),
    change: (inout BackupOperations.Parts) -> Void = { _ in }
  ) -> BackupOperations {
    var log = Logger(label: "test")
    log.logLevel = .critical
    var parts = BackupOperations.Parts(
      engine: engine ?? self.engine, databasePath: databasePath, databaseName: "app",
      store: store ?? self.store, storageName: "local", stateFolder: backupFolder,
      version: "0.0-test",
      log: log)
    parts.clock = clock.serviceClock
    parts.refusalDelay = nil
    parts.exportFolders = [folder.path]
    parts.importFolders = [folder.path]
    parts.restartHook = hook
    // What the sample shop keeps.
    parts.reset.rules.usualTables.append("SystemSettings")
    parts.reset.rules.usualRows = ["User": "role = 'SUPER_ADMIN'"]
    parts.onEvent = { [self] event in sent.withLock { $0.append(event) } }
    change(&parts)
    return BackupOperations(parts)
  }

  package func dump() throws -> [String] { try SampleDatabase.dump(databasePath) }

  package func execute(_ sql: String) throws {
    try SampleDatabase.execute(sql, at: databasePath)
  }

  /// Names of the archives in the backup folder, and of anything that should not be there: what is
  /// half-written, and scratch copies.
  package var archives: [String] {
    TemporaryFolder.names(in: backupFolder).filter {
      ![
        "lock", "catalog.sqlite", "catalog.sqlite-journal", "ledger.sqlite",
        "ledger.sqlite-journal", "service.key", "scratch",
      ].contains($0)
    } + TemporaryFolder.names(in: backupFolder + "/scratch").map { "scratch/" + $0 }
  }

  package func path(of backup: Backup) -> String { backupFolder + "/" + backup.fileName }
}

/// What a client would be told of a failure; nil where there is none.
package func serviceFailure(_ body: () throws -> Void) -> ContractError? {
  do { try body() } catch { return ContractError(error) }
  return nil
}

extension Caller {
  package static let owner = Caller(
    ActorSummary(id: "u1", role: "SUPER_ADMIN", name: "Ayesha"), mayReset: true)
  package static let colleague = Caller(ActorSummary(id: "u2", role: "ADMIN"))
}

extension BackupOperations {
  /// A backup by the owner.
  @discardableResult
  package func create(
    _ params: CreateBackup.Params = CreateBackup.Params()
  ) throws -> Backup {
    try createBackup(params, by: .owner, control: OperationControl()).backup
  }

  /// The token of a preview.
  package func token(for backup: Backup, by caller: Caller = .owner) throws -> String {
    try previewRestore(
      PreviewRestore.Params(id: backup.id), by: caller, control: OperationControl()
    ).confirmationToken
  }

  /// A preview and the restore that it allows.
  @discardableResult
  package func restore(
    _ backup: Backup, by caller: Caller = .owner, allowSchemaChange: Bool? = nil
  ) async throws -> RestoreOutcome {
    try await restoreBackup(
      RestoreBackup.Params(
        id: backup.id, confirmationToken: try token(for: backup, by: caller),
        allowSchemaChange: allowSchemaChange), by: caller, control: OperationControl())
  }
}
