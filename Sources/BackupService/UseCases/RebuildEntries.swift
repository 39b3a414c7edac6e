import BackupProtocol
import ObjectStorage

/// Entries of a rebuilt catalog that are not of whole backups.
extension BackupOperations {
  /// The entry of a file that cannot be read, as its name tells it.
  ///
  /// - Returns: nil for a name that no backup has.
  func damagedEntry(_ object: ObjectInfo, _ failure: ServiceError) -> Backup? {
    let name = object.key.name
    guard let id = name.prefix(while: { $0 != "." }).split(separator: "-").last.map(String.init),
      let created = EntryID.milliseconds(of: id)
    else { return nil }
    let time = Timestamp(millisecondsSince1970: created)
    return Backup(
      id: id, fileName: name, fileSize: Int(object.size), backupDate: time, isAutomatic: false,
      createdAt: time, type: .manual, status: .completed,
      format: BackupFormat(fileName: name), database: parts.databaseName,
      encrypted: false, pinned: false,
      locations: [Backup.Location(storage: parts.storageName, key: name)],
      error: failure.failure, rebuiltAt: now())
  }

  /// The restores that the audit log tells of, oldest first.
  func recordedRestores(_ catalog: Catalog) throws -> [Restore] {
    let ledger = try ledger()
    var restores: [Restore] = []
    for action in [RestoreBackup.name, RollbackRestore.name] {
      var filter = ListFilter(limit: Paging.maximumLimit, order: .oldest)
      filter.equal = [("action", action)]
      repeat {
        let page = try ledger.list(Activity.self, filter)
        restores += page.entries.compactMap { restore($0, catalog) }
        filter.cursor = page.nextCursor
      } while filter.cursor != nil
    }
    return restores.sorted { $0.id < $1.id }
  }

  private func restore(_ activity: Activity, _ catalog: Catalog) -> Restore? {
    let target = { (type: String) in activity.targets.first { $0.type == type }?.id }
    guard let id = target("restore"), let backupID = target("backup"),
      let created = EntryID.milliseconds(of: id), let status = RestoreStatus(activity.outcome)
    else { return nil }
    let backup = try? catalog.find(Backup.self, id: backupID)
    return Restore(
      id: id, backupId: backupID, fileName: backup?.fileName ?? "",
      restoreDate: activity.createdAt, createdAt: Timestamp(millisecondsSince1970: created),
      status: status, database: activity.database, restoredBy: activity.actor,
      safetyBackupId: target("safetyBackup"), rollbackOf: target("rollbackOf"),
      durationMs: activity.durationMs, error: activity.error)
  }
}

extension RestoreStatus {
  /// Nil for an outcome that no restore has which began.
  fileprivate init?(_ outcome: ActivityOutcome) {
    switch outcome {
    case .succeeded: self = .completed
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .interrupted: self = .interrupted
    case .refused, .started: return nil
    }
  }
}
