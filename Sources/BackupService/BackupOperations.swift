package import AuditLog
import BackupCatalog
package import BackupProtocol
package import Concurrency
import Confirmations
package import Databases
import Files
import Glibc
package import Logging
package import ObjectStorage
package import StateFolder
import Synchronization

/// All that can be done with the backups of one database; a file of `UseCases` each.
///
/// Every operation throws what ``ContractError/init(_:)-(any_Error)`` makes a ``ContractError`` of.
/// Who may call it has been decided before. Several processes may work on the same folder.
/// ``UseCase/rule`` says what excludes what; the others are excluded by ``OperationLock``.
package final class BackupOperations: Sendable {
  /// What the operations work on, and what they work with.
  package struct Parts: Sendable {
    package var engine: any DatabaseEngine
    /// Absolute, without symbolic links.
    package var databasePath: String
    package var databaseName: String
    package var store: any ObjectStore
    package var storageName: String
    /// Where the catalog, the ledger, the key, the lock and scratch copies are; absolute. The storage
    /// may be the same folder.
    package var stateFolder: String
    /// Whether the folder has to be there already, as one on a disk that is mounted.
    package var folderMustExist = false
    /// The folders that exports may go to.
    package var exportFolders: [String] = []
    /// The folders that imports may come from.
    package var importFolders: [String] = []
    /// By the name that a foreign document gives its rows, the table that they belong to.
    package var importTables: [String: String] = [:]
    package var clock = ServiceClock.live
    /// What long work has to pass.
    package var gate = WorkGate(running: 4, waiting: 64)
    /// How long counts of refusals may wait to be saved; nil if they wait for the next entry.
    package var refusalDelay: Duration? = .seconds(1)
    /// Where foreign files are handled; nil for this process itself, without limits.
    package var workshop: (any ForeignWorkshop)?
    package var foreignLimits = ForeignLimits()
    package var restartHook = RestartHook(arguments: [])
    /// Disk space that images of previews may take until their restore, in bytes.
    package var preparedBytes: Int64 = 0
    package var reset = ResetPolicy()
    /// Nil where no mail server is configured.
    package var mail: MailSetup?
    /// How large the audit log grows.
    package var audit = AuditPolicy()
    /// Decided by the configuration; nil if calls may set it.
    package var schedule: Schedule?
    /// Decided by the configuration; nil if calls may set it.
    package var retention: RetentionPolicy?
    package var version: String
    package var log: Logger
    /// What was odd about the settings, to be told with the status.
    package var warnings: [HealthWarning] = []
    /// Bytes that can still be written in a folder; nil where that is not known.
    package var freeBytes: @Sendable (_ folder: String) -> Int64? = { folder in
      var facts = statvfs()
      guard statvfs(folder, &facts) == 0 else { return nil }
      return Int64(facts.f_bavail) * Int64(facts.f_frsize)
    }
    package var onEvent: @Sendable (ServiceEvent) -> Void = { _ in }

    package init(
      engine: any DatabaseEngine, databasePath: String, databaseName: String,
      store: any ObjectStore, storageName: String, stateFolder: String, version: String, log: Logger
    ) {
      self.engine = engine
      self.databasePath = databasePath
      self.databaseName = databaseName
      self.store = store
      self.storageName = storageName
      self.stateFolder = stateFolder
      self.version = version
      self.log = log
    }
  }

  let parts: Parts
  let state: ServiceFolder
  let prepared: PreparedImages
  private let openCatalog = Mutex<Catalog?>(nil)
  private let openLedger = Mutex<Ledger?>(nil)
  private let openKey = Mutex<ServiceKey?>(nil)
  /// Refusals that are counted, and not yet in the ledger.
  let refusals = RefusalTally()
  let sealing = SealingTurn()
  let status = SharedAnswer<GetStatus.Result>()
  /// What the last look at the live database saw that came by.
  let lastSight = Mutex<LiveSight?>(nil)
  /// The last reason for which an entry of the audit log is missing; nil where none is.
  let unrecorded = Mutex<(warning: HealthWarning, isTold: Bool)?>(nil)

  package init(_ parts: Parts) {
    self.parts = parts
    state = ServiceFolder(
      path: parts.stateFolder, mustExist: parts.folderMustExist,
      owner: FolderOwner(ofDatabase: parts.databasePath))
    prepared = PreparedImages(maximum: parts.preparedBytes)
  }

  var engine: any DatabaseEngine { parts.engine }
  var store: any ObjectStore { parts.store }
  var lock: OperationLock { state.lock }
  var scratch: ScratchSpace { state.scratch }

  func now() -> Timestamp { parts.clock.now() }

  func newID(at time: Timestamp) -> String {
    EntryID.make(milliseconds: time.millisecondsSince1970, random: parts.clock.random)
  }

  /// The catalog for an operation that makes something: it, and its folder, are made where there are
  /// none.
  func catalog() throws -> Catalog {
    if let known = try knownCatalog() { return known }
    try state.make()
    return settled(try openCatalog.withLock { try open(&$0) })
  }

  /// The catalog, opened by the first operation that needs it; what a crash left is put right then.
  ///
  /// - Returns: nil where there is none yet. Nothing is made.
  /// - Throws: `storageUnavailable` where the folder is gone in which there was one.
  func knownCatalog() throws -> Catalog? {
    let found = try openCatalog.withLock { catalog -> (Catalog, isNew: Bool)? in
      if let known = catalog, !known.isReplaced { return (known, false) }
      catalog = nil
      try state.require()
      return state.hasCatalog ? try open(&catalog) : nil
    }
    return found.map(settled)
  }

  /// The catalog for an operation on something that is in it.
  ///
  /// - Throws: `notFound` where there is none.
  func existingCatalog(for entry: String, id: String) throws -> Catalog {
    if let catalog = try knownCatalog() { return catalog }
    throw ContractError.notFound(entry, id: id)
  }

  private func open(_ catalog: inout Catalog?) throws -> (Catalog, isNew: Bool) {
    if let catalog { return (catalog, false) }
    state.owner.adopt(state.path, isOurs: Self.isOurs)
    let opened = try Catalog(path: state.catalogPath, owner: state.owner)
    catalog = opened
    state.noteIdentity()
    return (opened, true)
  }

  /// Not under the lock, which every other call waits for.
  private func settled(_ catalog: (Catalog, isNew: Bool)) -> Catalog {
    if catalog.isNew { settleInterrupted(in: catalog.0) }
    return catalog.0
  }

  /// The ledger, opened by the first operation that needs it.
  func ledger() throws -> Ledger {
    try openLedger.withLock { ledger in
      if let ledger, !ledger.isReplaced { return ledger }
      try state.make()
      // The key first: it is made after the ledger, so that a ledger made meanwhile is seen.
      let key = try state.existingKey()
      let hadLedger = state.hasLedger
      let opened = try Ledger(
        path: state.ledgerPath, owner: state.owner,
        confirmations: ResetConfirmations.migrations + ResetRecords.migrations)
      if let key, !hadLedger {
        try opened.beginAnew(database: parts.databaseName, key: key, clock: parts.clock)
      }
      ledger = opened
      openKey.withLock { $0 = nil }
      return opened
    }
  }

  /// The service's own secret, opened by the first operation that needs it.
  ///
  /// Always after the ledger, so that a key without a ledger tells that there was one.
  func serviceKey() throws -> ServiceKey {
    let ledger = try ledger()
    return try openKey.withLock { key in
      if let key { return key }
      // The head first: it is written after the key is made, by whichever process.
      let hasHead = try ledger.hasHead
      let known = try state.existingKey()
      guard known != nil || !hasHead else { throw Self.lostKey }
      let opened = try known ?? ServiceKey.open(folder: state.path, owner: state.owner)
      key = opened
      return opened
    }
  }

  static var lostKey: ContractError {
    ContractError(
      .storageUnavailable, "The key of the audit log is missing.",
      hint: "Put \(ServiceKey.fileName) back into the backup folder. To begin a new log, put "
        + "\(ServiceFolder.ledgerFileName) aside, and keep it as evidence.")
  }

  /// Forgets the open catalog, so that the next operation opens the file that is there then.
  func closeCatalog() {
    openCatalog.withLock { catalog in
      catalog?.close()
      catalog = nil
    }
  }

  func send(_ event: ServiceEvent) { parts.onEvent(event) }
}
