package import BackupProtocol
import DatabaseEngines
import GRDB
import Glibc
import ObjectStorage

extension BackupOperations {
  /// How things stand. A part that cannot be reached is a warning in it, not a failure.
  package func getStatus() throws -> GetStatus.Result {
    let catalog = try catalog()
    settleInterruptedIfRunning(in: catalog)
    var warnings = parts.warnings
    let database = databaseStatus(&warnings)
    let objects = Result { try store.list() }
    let storage = storageStatus(objects, &warnings)
    let health = try BackupHealth(catalog, objects: try? objects.get())
    warnings += health.warnings
    let lastAttempt = try lastAttempt(catalog)
    warnOfFailure(lastAttempt, &warnings)
    warnings += auditWarnings()
    let counts = try catalog.read { db in
      try Dictionary(
        uniqueKeysWithValues: Row.fetchAll(
          db, sql: "SELECT status, count(*) FROM backup GROUP BY status"
        ).map { ($0[0] as String, $0[1] as Int) })
    }
    return GetStatus.Result(
      serverVersion: parts.version, sqliteVersion: SQLiteEngine.libraryVersion, database: database,
      lastSuccess: health.latestWhole, lastAttempt: lastAttempt, storage: [storage],
      counts: .init(
        completed: counts["completed"] ?? 0, failed: counts["failed"] ?? 0,
        interrupted: counts["interrupted"] ?? 0),
      operation: lock.holder(), warnings: warnings)
  }

  /// Bytes of the database file and its log.
  func liveSize() -> Int64 {
    fileSize(parts.databasePath) + fileSize(parts.databasePath + "-wal")
  }

  private func fileSize(_ path: String) -> Int64 {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
  }

  private func lastAttempt(_ catalog: Catalog) throws -> Backup? {
    let text = try catalog.read { db in
      try String.fetchOne(
        db, sql: "SELECT entry FROM backup WHERE type <> 'safety' ORDER BY id DESC LIMIT 1")
    }
    return try text.map(Catalog.decode)
  }

  private func databaseStatus(_ warnings: inout [HealthWarning]) -> GetStatus.Database {
    let size = Int(fileSize(parts.databasePath))
    let walSize = Int(fileSize(parts.databasePath + "-wal"))
    let fileName = parts.databasePath.split(separator: "/").last.map(String.init) ?? ""
    do {
      let facts = try engine.inspect(cancellation: Cancellation())
      if facts.journalMode == "wal", Self.hasLogResetFault {
        warnings.append(
          HealthWarning(
            kind: "sqliteVersion",
            message: "SQLite \(SQLiteEngine.libraryVersion) can damage a database in WAL mode when "
              + "two connections checkpoint at once. Strongroom never checkpoints.",
            hint: "Use SQLite 3.51.3 or later in the application, or let one connection checkpoint."
          ))
      }
      return GetStatus.Database(
        name: parts.databaseName, fileName: fileName, exists: true, size: size,
        journalMode: JournalMode(rawValue: facts.journalMode), walSize: walSize)
    } catch {
      let failure = ServiceError(error)
      warnings.append(
        HealthWarning(
          kind: "databaseUnavailable", message: failure.message, hint: failure.data.hint))
      return GetStatus.Database(
        name: parts.databaseName, fileName: fileName, exists: engine.exists, size: size,
        walSize: walSize)
    }
  }

  /// https://www.sqlite.org/wal.html, “The WAL-reset bug”.
  private static var hasLogResetFault: Bool {
    let version = SQLiteEngine.libraryVersionNumber
    return !(version >= 3_051_003 || version == 3_050_007 || version == 3_044_006)
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
            kind: "storageLow", message: "There may not be enough room for the next backup.",
            hint: "Free some room, or delete old backups."))
      }
      return GetStatus.Storage(
        name: parts.storageName, type: "folder", used: Int(used), free: free.map(Int.init),
        reachable: true)
    } catch {
      let failure = ServiceError(error)
      warnings.append(
        HealthWarning(
          kind: "storageUnreachable", message: failure.message, hint: failure.data.hint))
      return GetStatus.Storage(name: parts.storageName, type: "folder", reachable: false)
    }
  }

  private func warnOfFailure(_ lastAttempt: Backup?, _ warnings: inout [HealthWarning]) {
    if let lastAttempt, lastAttempt.status == .failed || lastAttempt.status == .interrupted {
      warnings.append(
        HealthWarning(
          kind: "lastBackupFailed",
          message: "The last backup \(lastAttempt.status.rawValue): "
            + (lastAttempt.error?.message ?? "the reason is not known."),
          hint: lastAttempt.error?.hint))
    }
  }
}
