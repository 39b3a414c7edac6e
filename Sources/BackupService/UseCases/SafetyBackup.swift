import BackupProtocol
import Compression
import DatabaseEngines
import Glibc
import ObjectStorage

/// The backup before a restore or a reset, which has the database as it was the instant before.
///
/// Its image is written and proven while the application goes on writing. Then the writers are held,
/// and ``complete(_:)`` adds the pages that were changed meanwhile: a moment for a few pages. Where
/// that never comes about, it is a backup of the moment of its image.
final class SafetyBackup {
  /// The entry, as the catalog has it.
  private(set) var entry: Backup
  private let announced: Backup
  /// The manifest of the image alone.
  private(set) var manifest: Manifest
  /// Whether no rule may ever remove it.
  var isPinned: Bool
  private let operations: BackupOperations
  private let plan: BackupPlan
  private let catalog: Catalog
  private let control: OperationControl
  private let snapshot: any DatabaseSnapshot
  private let archive: ArchiveWriter
  private let output: any ObjectDraft
  private let key: ObjectKey
  private let start = ContinuousClock.now
  private var state = State.open
  /// The trial restore of the image.
  private var proof: (report: CheckReport, at: Timestamp)?

  private enum State {
    /// The image is written.
    case open
    /// Something was added that is not complete.
    case torn
    /// There, with or without an addition.
    case stored(isExtended: Bool)
    case gone
  }

  fileprivate init(
    _ operations: BackupOperations, _ entry: Backup, _ plan: BackupPlan, _ catalog: Catalog,
    _ snapshot: any DatabaseSnapshot, key: ObjectKey, output: any ObjectDraft,
    control: OperationControl
  ) throws {
    self.operations = operations
    self.entry = entry
    announced = entry
    self.plan = plan
    self.catalog = catalog
    self.snapshot = snapshot
    self.key = key
    self.output = output
    self.control = control
    isPinned = plan.isPinned
    archive = try ArchiveWriter(
      algorithm: plan.algorithm, output: output,
      modified: entry.createdAt.millisecondsSince1970 / 1000)
    do {
      manifest = try operations.writeBase(
        of: snapshot, as: entry, plan, to: archive, control: control)
      // What the disk has now it need not get while writers wait.
      try output.synchronize()
      guard plan.isProven else { return }
      let time = operations.now()
      proof = try operations.proveBase(
        manifest, archive, output, copy: snapshot.file,
        scratch: operations.scratch.path(of: entry.id), control: control
      ).map { ($0, time) }
      try operations.accept(proof?.report, plan)
    } catch {
      archive.cancel()
      throw error
    }
  }

  /// Adds what was committed since the image, and stores the backup.
  ///
  /// - Parameter held: nil for a backup of the image's own moment.
  func complete(_ held: (any HeldDatabase)?) throws -> Backup {
    guard case .open = state else { return entry }
    state = .torn
    var manifest = manifest
    var isExtended = false
    if let held {
      let changes = try held.changes(since: snapshot, cancellation: control.cancellation)
      snapshot.release()
      if !changes.isEmpty {
        isExtended = true
        let log = try archive.writeLog(changes)
        manifest = manifest.extended(by: log, held.description, at: operations.now())
      }
    }
    let totals = try archive.close(with: manifest)
    if isExtended { try proveAddition(manifest) }
    try output.commit()
    entry.describe(manifest, totals, key: key, storage: operations.parts.storageName)
    entry.status = .completed
    entry.pinned = isPinned
    entry.durationMs = milliseconds(since: start)
    if !isExtended { note(proof) }
    try catalog.save(manifest)
    try catalog.save(entry)
    self.manifest = manifest
    state = .stored(isExtended: isExtended)
    return entry
  }

  /// Reads the addition back from where it was written.
  private func proveAddition(_ manifest: Manifest) throws {
    let size = Int64(manifest.image?.size ?? 0)
    let expected = manifest.parts?.last?.checksum.value
    let found = try ArchiveReader(output.reader()).checksumOfLog(afterImage: size)
    guard expected == found else {
      throw ArchiveError(
        .image, "The addition to the safety backup cannot be read back.",
        expected: "sha256 \(expected ?? "")", found: "sha256 \(found)")
    }
  }

  private func note(_ proof: (report: CheckReport, at: Timestamp)?) {
    guard let proof, proof.report.isSound else { return }
    entry.verifiedAt = proof.at
    entry.proof = Backup.Proof(.restored, at: proof.at, proof.report)
  }

  /// Once writers go on: has the whole checked where something was added.
  ///
  /// - Parameter error: what the operation failed by that the backup is for.
  fileprivate func conclude(after error: (any Error)?) {
    if case .open = state { _ = try? complete(nil) }
    guard case .stored(let isExtended) = state else {
      return abandon(after: error ?? CancellationError())
    }
    if isExtended, plan.isProven, proof?.report.isSound == true { proveWhole() }
    operations.send(.backupCompleted(entry))
  }

  private func proveWhole() {
    let image = operations.scratch.path(of: entry.id) + "/whole.sqlite"
    defer { unlink(image) }
    do {
      let time = operations.now()
      let report = try operations.prove(
        key, isForeign: false, image: image, depth: .quick, expecting: manifest,
        control: control.shielded)
      if let fault = report.faults.first {
        return operations.send(.warning(.damaged(by: fault)))
      }
      note((report, time))
      if entry.rowCount != nil { entry.rowCount = report.tables.reduce(0) { $0 + $1.rows } }
      try catalog.save(entry)
    } catch {
      // It stays a backup that nobody has proven, and says so.
      operations.send(
        .warning(
          HealthWarning(
            kind: "proofFailed", message: "The safety backup could not be proven: \(error)",
            hint: "Verify the backup \(entry.fileName).")))
    }
  }

  /// Clears away what is not stored.
  fileprivate func abandon(after error: any Error) {
    archive.cancel()
    output.abort()
    state = .gone
    entry = operations.failed(announced, after: error, since: start, catalog)
  }
}

extension BackupOperations {
  /// Makes the safety backup that an entry announces, up to the moment when writers are held, which
  /// is up to `body`.
  ///
  /// - Parameter body: completes the backup while writers wait. Where it fails before, the backup is
  ///   stored as it is.
  /// - Throws: what `body` throws, or why there is no safety backup.
  func withSafetyBackup<Result>(
    _ announced: Backup, _ plan: BackupPlan, catalog: Catalog, control: OperationControl,
    _ body: (SafetyBackup) throws -> Result
  ) throws -> Result {
    let start = ContinuousClock.now
    let control = control.following(plan.phases)
    var backup: SafetyBackup?
    var outcome: Swift.Result<Result, any Error>?
    do {
      guard let key = ObjectKey(announced.fileName) else {
        throw ServiceError(.internalError, "The name of the backup file is not a valid one.")
      }
      let folder = try scratch.makeFolder(announced.id)
      defer { withExtendedLifetime(folder) {} }
      try engine.withSnapshot(scratch: folder.path, cancellation: control.cancellation) {
        snapshot in
        let output = try store.create(key)
        let made: SafetyBackup
        do {
          made = try SafetyBackup(
            self, announced, plan, catalog, snapshot, key: key, output: output, control: control)
        } catch {
          output.abort()
          throw error
        }
        backup = made
        let result = Swift.Result { try body(made) }
        outcome = result
        snapshot.release()
        made.conclude(after: result.failure)
      }
    } catch {
      // What happens to the view after all was done is of no account.
      if outcome == nil {
        if let backup {
          backup.abandon(after: error)
        } else {
          _ = failed(announced, after: error, since: start, catalog)
        }
        throw ServiceError(error)
      }
    }
    guard let outcome else { throw ServiceError(.internalError, "Nothing was backed up.") }
    return try outcome.get()
  }

  /// Writes the image of a snapshot, and counts its rows.
  ///
  /// - Returns: the manifest of an archive with nothing but the image.
  fileprivate func writeBase(
    of snapshot: any DatabaseSnapshot, as entry: Backup, _ plan: BackupPlan,
    to archive: ArchiveWriter, control: OperationControl
  ) throws -> Manifest {
    let date = now()
    let counting = BackgroundCount(snapshot, cancellation: control.cancellation)
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
  fileprivate func proveBase(
    _ manifest: Manifest, _ archive: ArchiveWriter, _ output: any ObjectDraft, copy: String?,
    scratch: String, control: OperationControl
  ) throws -> CheckReport? {
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

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

extension Manifest {
  /// The manifest of the same archive with a log beside the image. Rows are counted of the image
  /// alone: to count them again would hold the writers.
  fileprivate func extended(
    by log: Part, _ database: DatabaseDescription, at date: Timestamp
  ) -> Manifest {
    var extended = self
    extended.formatVersion = Manifest.extendedFormatVersion
    extended.createdAt = date
    extended.database = Database(database)
    extended.schema = Schema(fingerprint: database.schema.fingerprint)
    extended.migrations = database.migrations.map(Migrations.init)
    if let image {
      extended.parts = [
        Part(fileName: image.fileName, size: image.size, checksum: image.checksum), log,
      ]
    }
    let names = Set(database.schema.tableNames)
    extended.tables = tables.filter { names.contains($0.name) }
    extended.tableCount = extended.tables.count
    extended.rowCount = extended.tables.reduce(0) { $0 + $1.rows }
    let counted = Set(extended.tables.map(\.name))
    let uncounted = Set(database.schema.unreadableTables).union(names.subtracting(counted))
    extended.uncountedTables = uncounted.isEmpty ? nil : uncounted.sorted()
    return extended
  }
}
