import BackupCatalog
import BackupFiles
package import BackupProtocol
import Concurrency
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
  /// Files that look like backups and cannot be read, each with the reason.
  package var unreadable: [String] = []
}

extension BackupOperations {
  /// Makes the catalog anew from the archives alone. The old one is kept beside it.
  ///
  /// What only the catalog knew is lost: failed attempts, later labels and pins. Restores, and proofs
  /// of backups whose files have not changed since, come back from the audit log if it is in order.
  /// Otherwise it is not known whether a backup was verified. A file that cannot be read is listed as
  /// a damaged backup.
  package func rebuildCatalog(by caller: Caller, control: OperationControl) throws -> RebuildReport
  {
    try recorded(Self.rebuildAction, by: caller) { _ in
      try rebuild(by: caller, control: control)
    }
  }

  private static let rebuildAction = "rebuildCatalog"
  /// The end of the name of a catalog while it is made.
  static let rebuildSuffix = ".rebuild"

  private func rebuild(by caller: Caller, control: OperationControl) throws -> RebuildReport {
    try requireFolder()
    guard hasFolder else {
      throw ContractError(
        .storageUnavailable, "The backup folder does not exist.",
        hint: "Check the path, mount its disk, or copy the folder there.")
    }
    let hold = try lock.acquire(
      RunningOperation(
        name: Self.rebuildAction, since: now(), holder: "\(caller.name) (process \(getpid()))"))
    defer { _ = hold }
    let objects = try store.list()
    let path = parts.folder + "/" + Self.catalogFileName
    let fresh = path + Self.rebuildSuffix
    for suffix in ["", "-journal"] { unlink(fresh + suffix) }
    let catalog = try Catalog(path: fresh, owner: owner)
    var report = RebuildReport()
    var files: [String: ObjectKey] = [:]
    let history = try recordedHistory(control)
    let waysBack = hasLedger ? (try? ledger().resets.safetyBackupIDs()) ?? [] : []
    for (index, object) in objects.enumerated() where object.key.name.hasPrefix("backup-") {
      try control.cancellation.check()
      do {
        let manifest = try BackupFileReader(store, object.key).readManifest()
        guard EntryID.isValid(manifest.id) else {
          throw ArchiveError(.manifest, "The backup's manifest has no valid id.")
        }
        if let twin = files[manifest.id] {
          throw ArchiveError(.manifest, "It is the same backup as \(twin).")
        }
        files[manifest.id] = object.key
        let checksum = try checksum(
          of: object.key,
          control: OperationControl(
            cancellation: control.cancellation)
        ).value
        var backup = Backup(manifest, object, checksum: checksum, parts: parts)
        // The way back from a reset is no label that somebody gave it.
        backup.pinned = waysBack.contains(backup.id)
        backup.rebuiltAt = now()
        history.complete(&backup)
        try catalog.save(backup)
        if backup.verifiedAt != nil { report.proven += 1 }
        try catalog.save(manifest)
        report.backups += 1
      } catch {
        let failure = ContractError(error)
        guard failure.kind == .backupCorrupt || failure.kind == .incompatible else { throw error }
        report.unreadable.append("\(object.key): \(failure.message)")
        let damaged = damagedEntry(object, failure) { files[$0] == nil }
        files[damaged.id] = object.key
        try catalog.save(damaged)
        report.damaged += 1
      }
      control.progress(.rebuild, Int64(index + 1), of: Int64(objects.count), .steps)
    }
    for restore in recordedRestores(history, catalog) {
      try catalog.save(restore)
      report.restores += 1
    }
    catalog.close()
    closeCatalog()
    try swap(fresh, for: path)
    if hasLedger { try? ledger().resets.noteChange() }
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
