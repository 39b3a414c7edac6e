import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Databases
import JSONFormat
import ObjectStorage
import SQLiteImages

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
  /// - Parameters:
  ///   - expecting: the manifest that the file must hold, where it is known: it names the content's hash,
  ///     so that a file which was exchanged for another is found out.
  ///   - proven: the SHA-256 of the file, where what it holds was proven.
  func unpack(
    _ stored: any StoredBackup, to image: String, expecting: Manifest?, proven: String? = nil,
    fitting: RowFitting, control: OperationControl
  ) throws -> UnpackedBackup {
    let start = ContinuousClock.now
    let reader = try stored.reader()
    let isLaidOver = try layingOver(fitting, stored, control) { try reader.readManifest() }
    return try unpack(
      reader, to: image, expecting: expecting, proven: proven, isLaidOver: isLaidOver, since: start,
      control: isLaidOver ? try layOut(to: image, control) : control)
  }

  /// - Parameter isLaidOver: whether there is a copy of the live database at `image`, which the rows are
  ///   laid over.
  func unpack(
    _ reader: BackupFileReader, to image: String, expecting: Manifest?, proven: String? = nil,
    isLaidOver: Bool, since start: ContinuousClock.Instant, control: OperationControl
  ) throws -> UnpackedBackup {
    var overlay: OverlayReport?
    let manifest: Manifest
    if isLaidOver {
      manifest = try reader.readManifest()
      overlay = try layOver(reader, image: image, manifest: manifest, control: control)
    } else {
      manifest = try reader.extract(
        to: image, rows: try rowAccess(), expecting: expecting, proven: proven,
        freeBytes: freeBytes(),
        control: control)
    }
    try Self.require(manifest, is: expecting)
    return UnpackedBackup(
      manifest: manifest, overlay: overlay, milliseconds: milliseconds(since: start))
  }

  /// Unpacks a stored backup into an image, and checks that as a database.
  ///
  /// - Parameter isForeign: whether the backup was made of a file from elsewhere, so that what it unpacks
  ///   to is opened within limits.
  /// - Returns: what the checks found; a database that is not sound has no rows to speak of.
  func unpackAndCheck(
    _ stored: any StoredBackup, isForeign: Bool, to image: String, expecting: Manifest?,
    fitting: RowFitting, depth: CheckDepth, phase: OperationPhase, control: OperationControl
  ) throws -> (UnpackedBackup, CheckReport) {
    guard isForeign else {
      let unpacked = try unpack(
        stored, to: image, expecting: expecting, fitting: fitting, control: control)
      return (unpacked, try check(image, against: unpacked, depth: depth, phase: phase, control))
    }
    let folder = parentFolder(of: image)
    let file = try stored.open()
    let isLaidOver = try layingOver(fitting, stored, control) {
      try expecting
        ?? perform(
          .readManifest(fileName: stored.name), files: [file], folder: folder, control: control
        ).get { if case .manifest(let manifest) = $0 { manifest } else { nil } }
    }
    if isLaidOver { _ = try layOut(to: image, control) }
    let task = ForeignJob.Opening(
      fileName: stored.name, image: image, expecting: expecting, isLaidOver: isLaidOver,
      depth: depth, phase: phase)
    let opened = try perform(
      .open(task), files: [file], folder: folder, size: isLaidOver ? liveSize() : 0,
      control: control
    ).get { if case .opened(let opened) = $0 { opened } else { nil } }
    return (opened.unpacked, opened.report)
  }

  static func require(_ manifest: Manifest, is expecting: Manifest?) throws {
    guard let expecting, expecting != manifest else { return }
    let isOther = expecting.id != manifest.id
    throw ArchiveError(
      .manifest, "The manifest in the backup differs from the one that was written.",
      expected: isOther ? expecting.id : expecting.contentChecksum,
      found: isOther ? manifest.id : manifest.contentChecksum)
  }

  /// Makes the copy of the live database that rows are laid over.
  ///
  /// - Returns: the control for what comes next.
  private func layOut(to image: String, _ control: OperationControl) throws -> OperationControl {
    let control = control.part(.extract).following([.snapshot: 1, .extract: 3])
    try requireTables(control)
    try copyLive(to: image, control: control)
    return control
  }

  /// Whether a document is to be laid over the live database.
  private func layingOver(
    _ fitting: RowFitting, _ stored: any StoredBackup, _ control: OperationControl,
    manifest: () throws -> Manifest
  ) throws -> Bool {
    guard stored.format == .json else { return false }
    let manifest = try manifest()
    if manifest.isPartial == true { return true }
    guard fitting == .otherSchemas, let live = try liveDescription(control) else { return false }
    return !manifest.hasSchema(of: live)
  }

  private func layOver(
    _ reader: BackupFileReader, image: String, manifest: Manifest, control: OperationControl
  ) throws -> OverlayReport {
    let limits = BuildLimits(imageBytes: freeBytes())
    do {
      return try rowAccess().replaceTables(
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
      throw ContractError(
        error.message,
        ErrorData(
          kind: .incompatible,
          hint: "Remove the rows that refer to missing rows, or restore a whole database.",
          reason: "foreignKeys"))
    }
  }

  /// - Throws: `incompatible` where there is no database that rows could be laid over.
  func requireTables(_ control: OperationControl) throws {
    let state = try engine.examine(cancellation: control.cancellation)
    if case .readable = state { return }
    var isDamaged = false
    if case .unreadable = state { isDamaged = true }
    throw ContractError(
      isDamaged
        ? "Rows without a schema need a database, and the database cannot be read."
        : "Rows without a schema need a database, and there is none.",
      ErrorData(
        kind: .incompatible,
        hint: isDamaged
          ? "Restore a backup of the whole database first."
          : "Let the application create its tables first.", reason: "schema"))
  }

  /// A copy of the live database, as it is at one moment.
  func copyLive(to image: String, control: OperationControl) throws {
    try engine.withSnapshot(scratch: parentFolder(of: image), cancellation: control.cancellation) {
      snapshot in
      try snapshot.copy(to: image, cancellation: control.cancellation) {
        control.progress(.snapshot, $0, of: snapshot.size, .bytes)
      }
    }
  }

  func parentFolder(of path: String) -> String {
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
