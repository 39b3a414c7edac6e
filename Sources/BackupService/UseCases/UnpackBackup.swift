import BackupProtocol
import Compression
import DatabaseEngines
import ObjectStorage

/// A backup that was made a database file again.
struct UnpackedBackup {
  let manifest: Manifest
  /// Set where the backup's rows were laid over a copy of the live database.
  let overlay: OverlayReport?
  let milliseconds: Int
}

/// Whether rows may be laid over the live database's tables.
enum RowFitting {
  /// Only for a document that has no schema of its own.
  case partialOnly
  /// Also for an export whose schema is not the live database's.
  case otherSchemas
}

extension BackupOperations {
  /// Unpacks a stored backup into an image.
  ///
  /// - Parameter expecting: the manifest that the file must hold, where it is known: it names the
  ///   content's hash, so that a file which was exchanged for another is found out.
  func unpack(
    _ key: ObjectKey, to image: String, expecting: Manifest?, fitting: RowFitting,
    control: OperationControl
  ) throws -> UnpackedBackup {
    let start = ContinuousClock.now
    let reader = try BackupFileReader(store, key)
    var overlay: OverlayReport?
    let manifest: Manifest
    if let known = try layingOver(reader, key, expecting: expecting, fitting, control) {
      manifest = known
      overlay = try layOver(
        reader, image: image, manifest: known,
        control: control.part(.extract).following([.snapshot: 1, .extract: 3]))
    } else {
      manifest = try reader.extract(
        to: image, engine: engine, expecting: expecting, freeBytes: freeBytes(), control: control)
    }
    if let expecting, expecting != manifest {
      let isOther = expecting.id != manifest.id
      throw ArchiveError(
        .manifest, "The manifest in the backup is not the one that was written.",
        expected: isOther ? expecting.id : expecting.contentChecksum,
        found: isOther ? manifest.id : manifest.contentChecksum)
    }
    return UnpackedBackup(
      manifest: manifest, overlay: overlay, milliseconds: milliseconds(since: start))
  }

  /// - Returns: the manifest of a document that is to be laid over the live database.
  private func layingOver(
    _ reader: BackupFileReader, _ key: ObjectKey, expecting: Manifest?, _ fitting: RowFitting,
    _ control: OperationControl
  ) throws -> Manifest? {
    guard BackupFormat(fileName: key.name) == .json else { return nil }
    let manifest = try reader.readManifest()
    if manifest.isPartial == true { return manifest }
    guard fitting == .otherSchemas, let live = try liveDescription(control) else { return nil }
    return manifest.hasSchema(of: live) ? nil : manifest
  }

  private func layOver(
    _ reader: BackupFileReader, image: String, manifest: Manifest, control: OperationControl
  ) throws -> OverlayReport {
    try requireTables(control)
    try copyLive(to: image, control: control)
    let limits = BuildLimits(imageBytes: freeBytes())
    do {
      return try engine.replaceTables(
        inImage: image, limits: limits, cancellation: control.cancellation
      ) { target in
        let stream = try reader.content()
        defer { stream.close() }
        let overlay = DocumentOverlay(
          over: target, cancellation: control.cancellation, source: { try stream.read(into: $0) },
          progress: {
            control.progress(.extract, Int64($0), of: Int64(manifest.rowCount), .rows)
          })
        return try overlay.run()
      }
    } catch let error as BuildError where error.reason == .invalid {
      // The document's own faults were told as such: this is what the tables make of it together.
      throw ServiceError(
        error.message,
        ErrorData(
          kind: .incompatible,
          hint: "Take out the rows that refer to others, or restore a whole database.",
          reason: "foreignKeys"))
    }
  }

  /// - Throws: `incompatible` where there is no database that rows could be laid over.
  func requireTables(_ control: OperationControl) throws {
    let state = try engine.examine(cancellation: control.cancellation)
    if case .readable = state { return }
    var isDamaged = false
    if case .unreadable = state { isDamaged = true }
    throw ServiceError(
      isDamaged
        ? "There are rows only, and the database to lay them over cannot be read."
        : "There are rows only, and no database to lay them over.",
      ErrorData(
        kind: .incompatible,
        hint: isDamaged
          ? "Restore a backup of the whole database first."
          : "Let the application create its tables first.", reason: "schema"))
  }

  /// A copy of the live database, as it is at one moment.
  func copyLive(to image: String, control: OperationControl) throws {
    try engine.withSnapshot(scratch: folder(of: image), cancellation: control.cancellation) {
      snapshot in
      try snapshot.copy(to: image, cancellation: control.cancellation) {
        control.progress(.snapshot, $0, of: snapshot.size, .bytes)
      }
    }
  }

  private func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}

extension Manifest {
  /// Whether a database has the schema of this one, and stores text as it does.
  func hasSchema(of database: DatabaseDescription) -> Bool {
    schema.fingerprint == database.schema.fingerprint && hasEncoding(of: database)
  }

  func hasEncoding(of database: DatabaseDescription) -> Bool {
    self.database.encoding.rawValue == database.encoding
  }

  fileprivate var contentChecksum: String? { (image?.checksum ?? content?.checksum)?.value }
}
