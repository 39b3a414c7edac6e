import BackupFiles
import BackupProtocol
import Concurrency
import Databases
import JSONFormat
import ObjectStorage
import SQLiteImages

extension BackupOperations {
  /// A trial restore: unpacks a stored backup into a scratch image and checks it as a database.
  ///
  /// - Parameter expecting: the manifest that the file must hold, where it is known.
  /// - Returns: what the checks found; the image stays at `image`.
  /// - Throws: `backupCorrupt` for anything that tells the file from what was backed up.
  @discardableResult
  func prove(
    _ stored: any StoredBackup, isForeign: Bool, image: String, depth: CheckDepth,
    expecting: Manifest?,
    control: OperationControl
  ) throws -> CheckReport {
    let control = control.following([.extract: 1, .verify: 1])
    var (unpacked, report) = try unpackAndCheck(
      stored, isForeign: isForeign, to: image, expecting: expecting, fitting: .partialOnly,
      depth: depth, phase: .verify, control: control)
    report.durations["extract"] = unpacked.milliseconds
    return report
  }

  /// Checks an unpacked image as a database, and that it has the rows that its manifest names.
  ///
  /// - Returns: what the checks found; a database that is not sound has no rows to speak of.
  func check(
    _ image: String, against unpacked: UnpackedBackup, depth: CheckDepth, phase: OperationPhase,
    _ control: OperationControl
  ) throws -> CheckReport {
    control.progress(phase, 0, of: 1, .steps)
    let report = try engine.check(image: image, depth: depth, cancellation: control.cancellation)
    control.progress(phase, 1, of: 1, .steps)
    guard report.isSound else { return report }
    let manifest = unpacked.manifest
    let uncounted = Set(manifest.uncountedTables ?? [])
    let counted = report.tables.filter { !uncounted.contains($0.name) }
      .map { Manifest.Table(name: $0.name, rows: $0.rows) }
    if let overlay = unpacked.overlay {
      try check(counted, against: manifest, overlay)
    } else {
      try check(counted, against: manifest)
      try checkContent(of: image, against: manifest, control)
    }
    return report
  }

  private func check(_ counted: [Manifest.Table], against manifest: Manifest) throws {
    // With a log beside the image, the rows are counted of the image alone.
    if manifest.parts != nil, counted.map(\.name) == manifest.tables.map(\.name) { return }
    guard counted != manifest.tables else { return }
    throw ArchiveError(
      .database, "The row counts in the backup differ from its manifest.",
      expected: "\(manifest.rowCount) rows in \(manifest.tableCount) tables",
      found: "\(counted.reduce(0) { $0 + $1.rows }) rows in \(counted.count) tables")
  }

  /// Of tables that were replaced; the others are the live database's.
  private func check(
    _ counted: [Manifest.Table], against manifest: Manifest, _ overlay: OverlayReport
  ) throws {
    let expected = Dictionary(manifest.tables.map { ($0.name.lowercased(), $0.rows) }) { a, _ in a }
    for table in counted where overlay.replaced.contains(where: { $0.name == table.name }) {
      guard let rows = expected[table.name.lowercased()], rows != table.rows else { continue }
      throw ArchiveError(
        .database, "The row count of the table “\(table.name)” differs from the manifest.",
        expected: "\(rows) rows", found: "\(table.rows) rows")
    }
  }

  private func checkContent(
    of image: String, against manifest: Manifest, _ control: OperationControl
  ) throws {
    guard let content = manifest.content else { return }
    let found = try rowAccess().contentSummary(ofImage: image, cancellation: control.cancellation)
    guard found.schemaFingerprint == manifest.schema.fingerprint else {
      throw ArchiveError(
        .content, "The schema in the backup differs from the one that was backed up.",
        expected: manifest.schema.fingerprint, found: found.schemaFingerprint)
    }
    guard found.checksum == content.checksum.value else {
      throw ArchiveError(
        .content, "The rows in the backup differ from the ones that were backed up.",
        expected: "sha256 \(content.checksum.value)", found: "sha256 \(found.checksum)")
    }
  }

  /// Room for scratch copies.
  func freeBytes() -> Int64 { parts.freeBytes(parts.stateFolder) ?? .max }
}
