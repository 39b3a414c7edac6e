import ArchiveFormat
import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Crypto
import Databases
import Glibc
import ObjectStorage
import SQLitePages
import StateFolder

/// A safety backup that takes over the image of the backup that is to be restored, and has a log with all
/// pages in which the database differs from it.
///
/// The image is not compressed again, and not unpacked again. That the file read is the one that was
/// unpacked, its SHA-256 shows; that the bytes are where they belong, their digests show when they are
/// read back. The log is compressed into a scratch file first, so that little is left to do while writers
/// wait. It is read back from there, and SQLite opens and checks the two as one database.
final class SafetyDifference {
  /// The manifest of the snapshot, without its log.
  let manifest: Manifest
  /// What the trial restore found: a sound database.
  let report: CheckReport
  private let base: SafetyBase
  /// Nil where the snapshot is the image.
  private let log: StartedLog?

  /// Begins the archive. All that is left is ``writeLog(adding:to:)``.
  ///
  /// - Throws: ``UnsuitableBase`` where the whole database has to be written instead, to another archive.
  init(
    _ base: SafetyBase, of snapshot: any SnapshotReader, as entry: Backup,
    _ operations: BackupOperations, _ archive: ArchiveWriter, _ output: any ObjectDraft,
    control: OperationControl
  ) throws {
    let date = operations.now()
    self.base = base
    do {
      let (file, difference) = try Self.compare(base, snapshot, operations, control)
      // The other thread has these two until it is waited for.
      nonisolated(unsafe) let (archive, output) = (archive, output)
      let copying = BackgroundWork {
        try Self.copy(file, base, archive, output, control.cancellation)
      }
      defer { _ = copying.wait() }
      let folder = operations.scratch.path(of: entry.id)
      let start = ContinuousClock.now
      log =
        difference.isEmpty
        ? nil : try StartedLog(difference, of: snapshot, in: folder, control.cancellation)
      report = try Self.check(base, log, since: start, in: folder, operations, control)
      try copying.wait().get()
    } catch is ArchiveError {
      throw UnsuitableBase()
    } catch let error as CompressionError where error != .cancelled {
      throw UnsuitableBase()
    } catch let error as StorageError where error.reason == .notFound {
      throw UnsuitableBase()
    }
    // Whether the database or this way is at fault, the other way tells.
    guard report.isSound else { throw UnsuitableBase() }
    var manifest = Manifest(
      entry, at: date, snapshot.description, tables: report.tables,
      imageChecksum: base.image.checksum.value, algorithm: .zstd,
      level: base.manifest.compression.level, parts: operations.parts)
    manifest.image = base.image
    self.manifest = manifest
  }

  /// Adds the log.
  ///
  /// - Parameter changes: what has changed since the snapshot; nil for nothing.
  /// - Returns: nil where the image alone is the snapshot, and nothing was written.
  func writeLog(
    adding changes: PageChanges?, to archive: ArchiveWriter
  ) throws -> Manifest.Part? {
    guard let log else { return nil }
    let frames = log.frames + (changes?.pagesToFinish ?? 1)
    return try archive.writeLog(
      log.content, hash: log.hash, size: LogWriter.size(frames: frames, pageSize: log.pageSize)
    ) { sink in
      var writer = log.writer
      guard let changes else { return try log.finish(to: sink) }
      try changes.finish(&writer, to: sink)
    }
  }

  /// The trial restore of the stored backup with its addition.
  func prove(
    _ key: ObjectKey, _ manifest: Manifest, _ operations: BackupOperations, in folder: String,
    control: OperationControl
  ) throws -> CheckReport {
    let control = control.following([.extract: 1, .verify: 1])
    let start = ContinuousClock.now
    return try base.withDatabase(in: folder) { sink in
      let found = try ArchiveReader(operations.store.open(key)).readLog(
        afterImage: Int64(base.image.size), sink)
      try SafetyBackup.require(found, is: manifest)
    } _: { database in
      let unpacked = UnpackedBackup(
        manifest: manifest, overlay: nil, milliseconds: milliseconds(since: start))
      var report = try operations.check(
        database, against: unpacked, depth: .quick, phase: .verify, control)
      report.durations["extract"] = unpacked.milliseconds
      return report
    }
  }

  // MARK: - Steps

  /// - Throws: ``UnsuitableBase`` where too many pages differ: to copy the image costs about a sixth of
  ///   writing it, and a page in the log more than one in the image.
  private static func compare(
    _ base: SafetyBase, _ snapshot: any SnapshotReader, _ operations: BackupOperations,
    _ control: OperationControl
  ) throws -> (ArchiveBase, PageDifference) {
    let size = snapshot.size
    guard base.image.size / 2 <= size else { throw UnsuitableBase() }
    let difference = try PageDifference(
      of: snapshot, from: base.path, cancellation: control.cancellation
    ) { control.progress(.compress, $0, of: size, .bytes) }
    guard var difference, difference.count <= difference.pageCount / 4 else {
      throw UnsuitableBase()
    }
    let reader = try base.stored.open()
    guard let file = try ArchiveBase(reader, imageSize: Int64(base.image.size)) else {
      throw UnsuitableBase()
    }
    if base.manifest.parts != nil {
      // Of the pages in its log it is not known what the image has.
      var numbers = LogPageNumbers(pageSize: difference.pageSize)
      try ArchiveReader(reader).readLog(afterImage: Int64(base.image.size)) { bytes in
        numbers.consume(bytes) { difference.insert($0) }
      }
      difference.insert(after: base.image.size / difference.pageSize)
      guard difference.count <= difference.pageCount / 4 else { throw UnsuitableBase() }
    }
    return (file, difference)
  }

  /// Copies the image, and reads it back.
  private static func copy(
    _ file: ArchiveBase, _ base: SafetyBase, _ archive: ArchiveWriter, _ output: any ObjectDraft,
    _ cancellation: Cancellation
  ) throws {
    let (checksum, end) = try archive.copyImage(of: file, cancellation: cancellation)
    guard checksum == base.checksum else {
      throw ArchiveError(
        .file, "The file of the backup has changed.", expected: "sha256 \(base.checksum)",
        found: "sha256 \(checksum)")
    }
    // What the disk has now it need not get while writers wait.
    try output.synchronize()
    let written = try ParallelDecompressor(
      source: ObjectSource(reader: UnfinishedObject(try output.reader(), end: end)))
    guard written.hasSameBlocks(file.blocks, as: file.decompressor) else {
      throw ArchiveError(.file, "The image of the safety backup cannot be read back.")
    }
    try written.checkDigests(of: file.blocks)
  }

  private static func check(
    _ base: SafetyBase, _ log: StartedLog?, since start: ContinuousClock.Instant,
    in folder: String, _ operations: BackupOperations, _ control: OperationControl
  ) throws -> CheckReport {
    let control = control.part(.proof).following([.extract: 1, .verify: 1])
    func check(_ database: String) throws -> CheckReport {
      let extract = milliseconds(since: start)
      let size = Int64(base.image.size)
      control.progress(.extract, size, of: size, .bytes)
      control.progress(.verify, 0, of: 1, .steps)
      var report = try operations.engine.check(
        image: database, depth: .quick, cancellation: control.cancellation)
      control.progress(.verify, 1, of: 1, .steps)
      report.durations["extract"] = extract
      return report
    }
    guard let log else { return try check(base.path) }
    return try base.withDatabase(in: folder, log: log.readBack(to:), check)
  }
}
