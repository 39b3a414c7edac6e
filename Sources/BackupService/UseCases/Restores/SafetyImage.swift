import ArchiveFormat
import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Databases
import Glibc
import ObjectStorage
import StateFolder

/// An archive that is being written and has its image, which is proven.
struct BegunArchive {
  typealias Proof = (report: CheckReport, at: Timestamp)

  let archive: ArchiveWriter
  let output: any ObjectDraft
  /// Of the image alone.
  let manifest: Manifest
  /// Nil where no proof is asked for.
  let proof: Proof?
  /// Set where the image is that of another backup.
  var difference: SafetyDifference?
}

extension BackupOperations {
  /// Begins a safety backup with the image of another backup.
  ///
  /// - Returns: nil where the image of the snapshot has to be written instead. Nothing is left then.
  func begin(
    _ snapshot: any SnapshotReader, as entry: Backup, _ plan: BackupPlan, _ key: ObjectKey,
    over base: SafetyBase, control: OperationControl
  ) throws -> BegunArchive? {
    do {
      return try begin(entry, plan, key) { archive, output in
        let time = now()
        let difference = try SafetyDifference(
          base, of: snapshot, as: entry, self, archive, output, control: control)
        return BegunArchive(
          archive: archive, output: output, manifest: difference.manifest,
          proof: (difference.report, time), difference: difference)
      }
    } catch is UnsuitableBase { return nil }
  }

  /// Begins a safety backup with the image of a snapshot.
  func begin(
    _ snapshot: any SnapshotReader, as entry: Backup, _ plan: BackupPlan, _ key: ObjectKey,
    control: OperationControl
  ) throws -> BegunArchive {
    try begin(entry, plan, key) { archive, output in
      let manifest = try writeBase(of: snapshot, as: entry, plan, to: archive, control: control)
      // What the disk has now it need not get while writers wait.
      try output.synchronize()
      var proof: BegunArchive.Proof?
      if plan.isProven {
        let time = now()
        let report = try proveBase(
          manifest, archive, output, copy: snapshot.file, scratch: scratch.path(of: entry.id),
          control: control)
        proof = (report, time)
        try accept(report, plan)
      }
      return BegunArchive(archive: archive, output: output, manifest: manifest, proof: proof)
    }
  }

  /// - Parameter body: begins the archive. Where it throws, nothing is left.
  private func begin(
    _ entry: Backup, _ plan: BackupPlan, _ key: ObjectKey,
    _ body: (ArchiveWriter, any ObjectDraft) throws -> BegunArchive
  ) throws -> BegunArchive {
    let output = try store.create(key)
    do {
      let archive = try ArchiveWriter(
        algorithm: plan.algorithm, output: output,
        modified: entry.createdAt.millisecondsSince1970 / 1000)
      do {
        return try body(archive, output)
      } catch {
        archive.cancel()
        throw error
      }
    } catch {
      output.abort()
      throw error
    }
  }

  /// Writes the image of a snapshot, and counts its rows.
  ///
  /// - Returns: the manifest of an archive with nothing but the image.
  private func writeBase(
    of snapshot: any SnapshotReader, as entry: Backup, _ plan: BackupPlan,
    to archive: ArchiveWriter, control: OperationControl
  ) throws -> Manifest {
    let date = now()
    let counting = BackgroundWork { try snapshot.countRows(cancellation: control.cancellation) }
    defer { _ = counting.wait() }
    let checksum = try archive.writeImage(snapshot, cancellation: control.cancellation) {
      control.progress(.compress, $0, of: snapshot.size, .bytes)
    }
    return Manifest(
      entry, at: date, snapshot.description, tables: try Self.rows(counting.wait(), plan),
      imageChecksum: checksum, algorithm: plan.compression, level: plan.algorithm.defaultLevel,
      parts: parts)
  }

  /// The trial restore of an image whose archive is still open.
  ///
  /// - Parameter copy: a file that is the image already, which saves writing another one.
  private func proveBase(
    _ manifest: Manifest, _ archive: ArchiveWriter, _ output: any ObjectDraft, copy: String?,
    scratch: String, control: OperationControl
  ) throws -> CheckReport {
    let control = control.part(.proof).following([.extract: 1, .verify: 1])
    let image = scratch + "/image.sqlite"
    defer { unlink(image) }
    let start = ContinuousClock.now
    let end = try archive.flush()
    let reader = ArchiveReader(UnfinishedObject(try output.reader(), end: end))
    try reader.extractUnfinished(
      to: copy == nil ? image : nil, size: manifest.imageSize,
      checksum: manifest.image?.checksum.value ?? "",
      freeBytes: freeBytes(), cancellation: control.cancellation
    ) { control.progress(.extract, $0, of: $1, .bytes) }
    let unpacked = UnpackedBackup(
      manifest: manifest, overlay: nil, milliseconds: milliseconds(since: start))
    var report = try check(
      copy ?? image, against: unpacked, depth: .quick, phase: .verify, control)
    report.durations["extract"] = unpacked.milliseconds
    return report
  }
}
