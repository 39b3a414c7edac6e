import BackupProtocol
import DatabaseEngines
import ObjectStorage

extension BackupOperations {
  /// A trial restore: unpacks a stored backup into a scratch image and checks it as a database.
  ///
  /// - Parameter expecting: the manifest that the archive must hold, where it is known.
  /// - Returns: what the checks found; the image stays at `image`.
  /// - Throws: `backupCorrupt` for anything that tells the archive from what was backed up.
  @discardableResult
  func prove(
    _ key: ObjectKey, image: String, depth: CheckDepth, expecting: Manifest?,
    control: OperationControl
  ) throws -> CheckReport {
    let (manifest, extraction) = try extract(
      key, to: image, expecting: expecting, control: control)
    var report = try check(image, against: manifest, depth: depth, phase: "verify", control)
    report.durations["extract"] = extraction
    return report
  }

  /// Checks an unpacked image as a database, and that it has the rows that its manifest names.
  ///
  /// - Returns: what the checks found; a database that is not sound has no rows to speak of.
  func check(
    _ image: String, against manifest: Manifest, depth: CheckDepth, phase: String,
    _ control: OperationControl
  ) throws -> CheckReport {
    control.progress(phase, 0, of: 1, .steps)
    let report = try engine.check(image: image, depth: depth, cancellation: control.cancellation)
    control.progress(phase, 1, of: 1, .steps)
    let counted = report.tables.map { Manifest.Table(name: $0.name, rows: $0.rows) }
    if report.isSound, counted != manifest.tables {
      throw ArchiveError(
        .database, "The tables in the backup do not have the rows that its manifest names.",
        expected: "\(manifest.rowCount) rows in \(manifest.tableCount) tables",
        found: "\(counted.reduce(0) { $0 + $1.rows }) rows in \(counted.count) tables")
    }
    if report.isSound, let content = manifest.content {
      let found = try engine.contentChecksum(ofImage: image, cancellation: control.cancellation)
      guard found == content.checksum.value else {
        throw ArchiveError(
          .content, "The rows in the backup are not the ones that were backed up.",
          expected: "sha256 \(content.checksum.value)", found: "sha256 \(found)")
      }
    }
    return report
  }

  /// Unpacks a stored backup's image.
  ///
  /// - Parameter expecting: the manifest that the archive must hold, where it is known: it names the
  ///   image's hash, so that an archive which was exchanged for another is found out.
  func extract(
    _ key: ObjectKey, to image: String, expecting: Manifest?, control: OperationControl
  ) throws -> (Manifest, milliseconds: Int) {
    let start = ContinuousClock.now
    let manifest = try BackupFileReader(store, key).extract(
      to: image, engine: engine, expecting: expecting, freeBytes: freeBytes(), control: control)
    if let expecting, expecting != manifest {
      let isOther = expecting.id != manifest.id
      throw ArchiveError(
        .manifest, "The manifest in the backup is not the one that was written.",
        expected: isOther ? expecting.id : expecting.contentChecksum,
        found: isOther ? manifest.id : manifest.contentChecksum)
    }
    return (manifest, milliseconds(since: start))
  }

  /// Room for scratch copies.
  func freeBytes() -> Int64 { parts.freeBytes(parts.folder) ?? .max }

  /// The object that holds a completed backup.
  func object(of backup: Backup) throws -> ObjectKey {
    guard backup.status == .completed else {
      throw ServiceError(
        "This backup is \(backup.status.rawValue), so that there is nothing to use.",
        ErrorData(kind: .notFound, hint: "Choose a completed backup.", id: backup.id))
    }
    guard let key = backup.objectKey, try store.info(key) != nil else {
      throw ServiceError(
        "The file of this backup is gone.",
        ErrorData(
          kind: .backupCorrupt, hint: "Choose another backup.", expected: backup.fileName,
          found: "no file", part: "file"))
    }
    return key
  }
}

extension Manifest {
  fileprivate var contentChecksum: String? { (image?.checksum ?? content?.checksum)?.value }
}

extension Backup {
  /// The object of the backup; nil for an entry that names anything but a backup file, such as the
  /// catalog itself.
  var objectKey: ObjectKey? { fileName.hasPrefix("backup-") ? ObjectKey(fileName) : nil }
}
