import BackupCatalog
import BackupPolicy
package import BackupProtocol
import Concurrency
import Databases
import Glibc
import ObjectStorage
import SQLiteImages
import StateFolder

extension BackupOperations {
  /// How things stand. A part that cannot be reached is a warning in it, not a failure. All who ask
  /// at the same time share one answer.
  package func getStatus() async throws -> GetStatus.Result {
    try await run(.getStatus) { try await status.get { try self.currentStatus() } }
  }

  private func currentStatus() throws -> GetStatus.Result {
    var warnings = parts.warnings
    let database = databaseStatus(&warnings)
    let folder = Result { try state.require() }
    let objects = folder.flatMap { Result { try store.list() } }
    let storage = storageStatus(objects, &warnings)
    guard case .success = folder, let catalog = try knownCatalog() else {
      return emptyStatus(database, storage, warnings)
    }
    settleInterruptedIfRunning(in: catalog)
    let health = try BackupHealth(catalog, store, objects: try? objects.get())
    warnings += health.warnings
    try warnOfFailure(catalog, &warnings)
    try warnOfOverdueRun(catalog, &warnings)
    warnOfUncatalogued(catalog, &warnings)
    warnings += auditWarnings()
    var summary = GetStatus.Summary(warnings, health, storage: [storage], now: now())
    summary.nextRun = try timetable(in: catalog).nextRuns(after: now(), count: 1).first?.start
    return GetStatus.Result(
      summary: summary, serverVersion: parts.version, sqliteVersion: engine.product.version,
      database: database,
      lastSuccess: health.latestWhole, lastAttempt: try catalog.latestBackup(),
      nextRun: summary.nextRun, storage: [storage], counts: try GetStatus.Counts(catalog),
      operation: lock.holder(), warnings: warnings)
  }

  /// Where no catalog has been begun, or its folder is gone.
  private func emptyStatus(
    _ database: GetStatus.Database, _ storage: GetStatus.Storage, _ warnings: [HealthWarning]
  ) -> GetStatus.Result {
    var warnings = warnings
    if storage.reachable {
      warnings += BackupHealth().warnings
      warnOfUncatalogued(nil, &warnings)
      warnings += auditWarnings()
    }
    return GetStatus.Result(
      summary: GetStatus.Summary(warnings, BackupHealth(), storage: [storage], now: now()),
      serverVersion: parts.version, sqliteVersion: engine.product.version, database: database,
      storage: [storage],
      counts: .init(
        completed: 0, failed: 0, interrupted: 0, cancelled: 0, safety: 0, imported: 0),
      operation: lock.holder(), warnings: warnings)
  }

  private func warnOfUncatalogued(_ catalog: Catalog?, _ warnings: inout [HealthWarning]) {
    guard let files = uncatalogued(catalog) else { return }
    warnings.append(
      HealthWarning(
        kind: "backupUncatalogued",
        message: files.count == 1
          ? "1 backup file is not in the catalog."
          : "\(files.count) backup files are not in the catalog.",
        hint: files.hint))
  }

  /// Bytes of the database file and its log.
  func liveSize() -> Int64 {
    fileSize(parts.databasePath) + engine.logSize
  }

  func fileSize(_ path: String) -> Int64 {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
  }

  private func storageStatus(
    _ objects: Result<[ObjectInfo], any Error>, _ warnings: inout [HealthWarning]
  ) -> GetStatus.Storage {
    do {
      let used = try objects.get().reduce(0) { $0 + $1.size }
      let free = try store.freeBytes()
      if let free, free < max(liveSize(), 64 << 20) {
        warnings.append(
          HealthWarning(
            kind: "storageFilling",
            message: "There may not be enough disk space for the next backup.",
            hint: "Free disk space, or delete old backups."))
      }
      return GetStatus.Storage(
        name: parts.storageName, type: "folder", used: Int(used), free: free.map(Int.init),
        reachable: true)
    } catch {
      let failure = ContractError(error)
      warnings.append(
        HealthWarning(
          kind: "storageUnavailable", severity: .critical, message: failure.message,
          hint: failure.data.hint))
      return GetStatus.Storage(name: parts.storageName, type: "folder", reachable: false)
    }
  }

  /// A failure counts until a later backup is completed, also the safety backup of a restore. One that
  /// was cancelled or is still running says nothing of the one before.
  private func warnOfFailure(_ catalog: Catalog, _ warnings: inout [HealthWarning]) throws {
    let last = try catalog.latestBackup([.completed, .failed, .interrupted])
    guard let last, last.status != .completed else { return }
    let safety = try catalog.latestBackup([.completed], isWhole: true, countsSafety: true)
    if let safety, safety.id > last.id { return }
    warnings.append(
      HealthWarning(
        kind: "backupFailed", severity: .warning,
        message: (last.status == .failed
          ? "The last backup failed: " : "The last backup was interrupted: ")
          + (last.error?.message ?? "the reason is unknown."),
        hint: last.error?.hint, since: last.createdAt))
  }
}

extension GetStatus.Counts {
  /// Counts the backups of the catalog.
  init(_ catalog: Catalog) throws {
    let rows = try catalog.backupCounts()
    let count = { (status: BackupStatus, type: BackupType?) in
      rows.filter {
        $0.status == status.rawValue && (type == nil || $0.type == type?.rawValue)
      }.reduce(0) { $0 + $1.count }
    }
    self.init(
      completed: count(.completed, nil), failed: count(.failed, nil),
      interrupted: count(.interrupted, nil), cancelled: count(.cancelled, nil),
      safety: count(.completed, .safety), imported: count(.completed, .import))
  }
}
