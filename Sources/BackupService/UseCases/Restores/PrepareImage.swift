import BackupCatalog
import BackupFiles
import BackupProtocol
import Databases
import ObjectStorage
import StateFolder

extension BackupOperations {
  /// Unpacks a backup into an image and checks it, the live database untouched. One that is found damaged
  /// is no longer listed as verified.
  func prepare(
    _ stored: any StoredBackup, backup: Backup, image: String, fitting: RowFitting,
    catalog: Catalog,
    control: OperationControl
  ) throws -> UnpackedBackup {
    do {
      return try unpackAndCompare(
        stored, backup: backup, image: image, fitting: fitting, catalog: catalog, control: control)
    } catch {
      markIfDamaged(backup, error, in: catalog)
      throw error
    }
  }

  private func unpackAndCompare(
    _ stored: any StoredBackup, backup: Backup, image: String, fitting: RowFitting,
    catalog: Catalog,
    control: OperationControl
  ) throws -> UnpackedBackup {
    let expecting = try catalog.manifest(id: backup.id)
    let unpacked: UnpackedBackup
    var report: CheckReport?
    if let expecting, backup.hasProvenImage(expecting) {
      unpacked = try unpack(
        stored, to: image, expecting: expecting, proven: backup.provenFile, fitting: fitting,
        control: control)
      control.progress(.check, 1, of: 1, .steps)
    } else {
      (unpacked, report) = try unpackAndCheck(
        stored, isForeign: backup.isForeign, to: image, expecting: expecting, fitting: fitting,
        depth: .quick, phase: .check, control: control)
    }
    guard unpacked.manifest.id == backup.id else {
      throw ArchiveError(
        .manifest, "The file of the backup holds another backup.", expected: backup.id,
        found: unpacked.manifest.id)
    }
    // Among the live database's rows those of the backup cannot be hashed.
    if unpacked.overlay != nil { _ = try verifyChecksum(backup, stored, control: control) }
    if let fault = report?.faults.first, !backup.isOfDamagedDatabase {
      throw ArchiveError(
        .database, "The database in the backup is damaged: \(fault).", expected: "a sound database",
        found: fault)
    }
    return unpacked
  }

  /// Takes the image that a preview has prepared a moment ago, or prepares one.
  func preparedOrPrepare(
    _ stored: any StoredBackup, backup: Backup, image: String, fitting: RowFitting,
    catalog: Catalog,
    control: OperationControl
  ) throws -> UnpackedBackup {
    if let source = try imageSource(of: backup, stored),
      let unpacked = prepared.take(source, to: image, now: now())
    {
      let size = unpacked.manifest.imageSize
      control.progress(.extract, size, of: size, .bytes)
      control.progress(.check, 1, of: 1, .steps)
      return unpacked
    }
    return try prepare(
      stored, backup: backup, image: image, fitting: fitting, catalog: catalog, control: control)
  }

  /// - Returns: nil where it cannot be told whether the file is the same later.
  func imageSource(of backup: Backup, _ stored: any StoredBackup) throws -> PreparedImages.Source? {
    try stored.version().map { PreparedImages.Source(backupID: backup.id, version: $0) }
  }

  func keep(
    _ image: String, in folder: ScratchSpace.Folder, _ unpacked: UnpackedBackup,
    of source: PreparedImages.Source, until expiresAt: Timestamp
  ) {
    let size = unpacked.manifest.imageSize
    // What is left must do for the safety backup of the restore.
    guard freeBytes() > size + liveSize() else { return }
    prepared.keep(image, in: folder, unpacked, of: source, size: size, until: expiresAt)
    Task { [weak self] in
      try? await Task.sleep(for: .seconds(Self.confirmationMinutes * 60 + 1))
      guard let self else { return }
      prepared.removeExpired(now: now())
    }
  }

  /// Removes what is kept between calls. Call it when no more calls are to come.
  package func close() { prepared.removeAll() }
}

extension Backup {
  /// Whether a trial restore has passed with the very bytes that the manifest names: SQLite would find
  /// nothing else in them now.
  fileprivate func hasProvenImage(_ manifest: Manifest) -> Bool {
    guard !isForeign, let proof, manifest.image != nil else { return false }
    return proof.depth != .stored
  }

  /// The SHA-256 of the file that was proven.
  fileprivate var provenFile: String? {
    checksum.flatMap { $0.algorithm == .sha256 ? $0.value : nil }
  }
}
