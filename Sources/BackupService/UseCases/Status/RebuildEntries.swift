import BackupCatalog
import BackupProtocol
import ObjectStorage
import StateFolder

/// Entries of a rebuilt catalog that are not of whole backups.
extension BackupOperations {
  /// The entry of a file that cannot be read, as its name tells it. A file whose name tells nothing
  /// gets a new id.
  ///
  /// - Parameter isFree: whether an id is not that of another file.
  func damagedEntry(
    _ object: ObjectInfo, _ failure: ContractError, isFree: (String) -> Bool
  ) -> Backup {
    let name = object.key.name
    let id = Backup.id(inName: name).flatMap { isFree($0) ? $0 : nil } ?? newID(at: now())
    let created = EntryID.milliseconds(of: id) ?? 0
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
  func recordedRestores(_ history: RecordedHistory, _ catalog: Catalog) -> [Restore] {
    history.restores.compactMap { restore($0, catalog) }.sorted { $0.id < $1.id }
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

extension Backup {
  /// The id that the name of a backup file ends with.
  static func id(inName name: String) -> String? {
    let word = name.prefix(while: { $0 != "." }).split(separator: "-").last.map(String.init)
    return word.flatMap { EntryID.milliseconds(of: $0) == nil ? nil : $0 }
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
