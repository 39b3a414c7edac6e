import BackupCatalog
package import BackupProtocol
import Confirmations
import Glibc
import ObjectStorage
import StateFolder

/// What a rebuild of the catalog found.
package struct RebuildReport: Codable, Sendable, Equatable {
  package var backups = 0
  /// Files that are listed as damaged backups, or as ones that this version cannot read.
  package var damaged = 0
  /// Those that the audit log has a proof of, for the bytes that they have.
  package var proven = 0
  /// Restores that the audit log knows of.
  package var restores = 0
  /// Files that look like backups and cannot be read, or are second copies, each with the reason.
  package var unreadable: [String] = []
}

extension BackupOperations {
  /// Makes the catalog anew from the archives alone. The old one is kept beside it.
  ///
  /// The schedule and the retention policy are taken over if the old catalog can be read. What else
  /// only the catalog knew is lost: failed attempts, later labels and pins. Restores, and proofs
  /// of backups whose files have not changed since, come back from the audit log if it is in order.
  /// Otherwise it is not known whether a backup was verified. A file that cannot be read is listed as
  /// a damaged backup.
  package func rebuildCatalog(
    by caller: Caller, control: OperationControl
  ) async throws -> RebuildReport {
    try await run(.rebuildCatalog, by: caller) { _ in
      try state.require()
      guard state.exists else {
        throw ContractError(
          .storageUnavailable, "The backup folder does not exist.",
          hint: "Check the path, mount its disk, or copy the folder there.")
      }
      return try holdingLock(for: .rebuildCatalog, by: caller) { _ in try rebuild(control) }
    }
  }

  /// The end of the name of a catalog while it is made.
  static let rebuildSuffix = ".rebuild"

  /// The lock is held.
  private func rebuild(_ control: OperationControl) throws -> RebuildReport {
    let path = state.catalogPath
    let fresh = path + Self.rebuildSuffix
    for suffix in ["", "-journal"] { unlink(fresh + suffix) }
    let catalog = try Catalog(path: fresh, owner: state.owner)
    if state.hasCatalog, let old = try? Catalog(path: path, owner: state.owner) {
      try? catalog.takeSettings(from: old)
      old.close()
    }
    var report = RebuildReport()
    let history = try recordedHistory(control)
    let waysBack = state.hasLedger ? (try? ledger().resets.safetyBackupIDs()) ?? [] : []
    let found = try readBackupFiles(history, control)
    for file in found.backups {
      var backup = Backup(
        file.manifest, file.object, checksum: file.checksum.value, parts: parts)
      // The way back from a reset is no label that somebody gave it.
      backup.pinned = waysBack.contains(backup.id)
      backup.rebuiltAt = now()
      history.complete(&backup)
      try catalog.save(backup)
      if backup.verifiedAt != nil { report.proven += 1 }
      try catalog.save(file.manifest)
      report.backups += 1
    }
    var ids = Set(found.backups.map(\.manifest.id))
    for (object, failure) in found.others {
      report.unreadable.append("\(object.key): \(failure.message)")
      let damaged = damagedEntry(object, failure) { !ids.contains($0) }
      ids.insert(damaged.id)
      try catalog.save(damaged)
      report.damaged += 1
    }
    for restore in recordedRestores(history, catalog) {
      try catalog.save(restore)
      report.restores += 1
    }
    catalog.close()
    closeCatalog()
    try swap(fresh, for: path)
    if state.hasLedger { try? ledger().resets.noteChange() }
    return report
  }

  private func swap(_ fresh: String, for path: String) throws {
    let aside = path + ".before-rebuild"
    // A second name, as other processes must not find the place of the catalog empty.
    unlink(aside)
    guard link(path, aside) == 0 || errno == ENOENT else {
      throw ContractError(.storageUnavailable, "The old catalog cannot be set aside.")
    }
    // A journal of the old catalog must not be rolled back into the new one.
    rename(path + "-journal", aside + "-journal")
    guard rename(fresh, path) == 0 else {
      throw ContractError(.storageUnavailable, "The new catalog cannot be put in its place.")
    }
  }
}

extension Backup {
  /// The entry of an archive that was found in a store.
  init(
    _ manifest: Manifest, _ object: ObjectInfo, checksum: String, parts: BackupOperations.Parts
  ) {
    let created = EntryID.milliseconds(of: manifest.id).map(Timestamp.init)
    self.init(
      id: manifest.id, fileName: object.key.name, fileSize: Int(object.size),
      backupDate: manifest.createdAt, isAutomatic: manifest.type == .automatic,
      createdAt: created ?? manifest.createdAt, type: manifest.type, status: .completed,
      format: manifest.format,
      database: manifest.type == .import ? parts.databaseName : manifest.source.name,
      encrypted: false,
      checksum: Checksum(algorithm: .sha256, value: checksum), label: manifest.label,
      pinned: false, createdBy: manifest.createdBy, tableCount: manifest.tableCount,
      rowCount: manifest.rowCount,
      locations: [Location(storage: parts.storageName, key: object.key.name)],
      importedFrom: manifest.importedFrom, passedOver: manifest.passedOver)
  }
}
