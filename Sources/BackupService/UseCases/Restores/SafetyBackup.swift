import ArchiveFormat
import BackupCatalog
import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Databases
import Glibc
import ObjectStorage
import StateFolder

/// The backup before a restore or a reset, which has the database as it was the instant before.
///
/// Its image is written and proven while the application goes on writing. Then the writers are held,
/// and ``complete(_:)`` adds the pages that were changed meanwhile: a moment for a few pages. Where
/// that never comes about, it is a backup of the moment of its image.
///
/// Where the database is almost a backup that is unpacked already, most of the image is not written but
/// copied: see ``SafetyDifference``.
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
  private let snapshot: any SnapshotReader
  private let key: ObjectKey
  private let start = ContinuousClock.now
  private let begun: BegunArchive
  private var archive: ArchiveWriter { begun.archive }
  private var output: any ObjectDraft { begun.output }
  /// The trial restore of the image.
  private var proof: BegunArchive.Proof? { begun.proof }
  private var state = State.open

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
    _ snapshot: any SnapshotReader, over base: SafetyBase?, key: ObjectKey,
    control: OperationControl
  ) throws {
    self.operations = operations
    self.entry = entry
    announced = entry
    self.plan = plan
    self.catalog = catalog
    self.snapshot = snapshot
    self.key = key
    self.control = control
    isPinned = plan.isPinned
    begun =
      try base.flatMap { base in
        try operations.begin(snapshot, as: entry, plan, key, over: base, control: control)
      } ?? operations.begin(snapshot, as: entry, plan, key, control: control)
    manifest = begun.manifest
  }

  /// Adds what was committed since the image, and stores the backup.
  ///
  /// - Parameter held: nil for a backup of the image's own moment.
  func complete(_ held: (any HeldDatabase)?) throws -> Backup {
    guard case .open = state else { return entry }
    state = .torn
    var manifest = manifest
    let changes = try held.flatMap { held in
      let changes = try held.changes(since: snapshot, cancellation: control.cancellation)
      snapshot.release()
      return changes.isEmpty ? nil : changes
    }
    let isExtended = changes != nil
    if let log = try begun.difference?.writeLog(adding: changes, to: archive)
      ?? changes.map(archive.writeLog)
    {
      manifest =
        isExtended
        ? manifest.extended(
          by: log, held?.description ?? snapshot.description, at: operations.now())
        : manifest.extended(by: log, snapshot.description, at: manifest.createdAt)
    }
    let totals = try archive.close(with: manifest)
    if manifest.parts != nil { try proveLog(manifest) }
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

  /// Reads the log back from where it was written.
  private func proveLog(_ manifest: Manifest) throws {
    let found = try ArchiveReader(output.reader()).readLog(
      afterImage: Int64(manifest.image?.size ?? 0))
    try Self.require(found, is: manifest)
  }

  /// - Parameter found: the SHA-256 of a log.
  static func require(_ found: String, is manifest: Manifest) throws {
    let expected = manifest.parts?.last?.checksum.value
    guard expected == found else {
      throw ArchiveError(
        .image, "The log in the safety backup cannot be read back.",
        expected: "sha256 \(expected ?? "")", found: "sha256 \(found)")
    }
  }

  private func note(_ proof: BegunArchive.Proof?) {
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
    let folder = operations.scratch.path(of: entry.id)
    let image = folder + "/whole.sqlite"
    defer { unlink(image) }
    do {
      let time = operations.now()
      let report =
        try begun.difference?.prove(
          key, manifest, operations, in: folder, control: control.shielded)
        ?? operations.prove(
          StoredFile(store: operations.store, key: key), isForeign: false, image: image,
          depth: .quick, expecting: manifest,
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
  /// - Parameters:
  ///   - base: a backup that is unpacked, whose image it may take over.
  ///   - body: completes the backup while writers wait. Where it fails before, the backup is stored as it
  ///     is.
  /// - Throws: what `body` throws, or why there is no safety backup.
  func withSafetyBackup<Result>(
    _ announced: Backup, _ plan: BackupPlan, over base: SafetyBase? = nil, catalog: Catalog,
    control: OperationControl, _ body: (SafetyBackup) throws -> Result
  ) throws -> Result {
    let start = ContinuousClock.now
    let control = control.following(plan.phases)
    var backup: SafetyBackup?
    var outcome: Swift.Result<Result, any Error>?
    do {
      guard let key = ObjectKey(announced.fileName) else {
        throw ContractError(.internalError, "The name of the backup file is not a valid one.")
      }
      try scratch.withFolder(announced.id) { folder in
        try engine.withSnapshot(scratch: folder.path, cancellation: control.cancellation) {
          snapshot in
          let made = try SafetyBackup(
            self, announced, plan, catalog, snapshot, over: base, key: key, control: control)
          backup = made
          let result = Swift.Result { try body(made) }
          outcome = result
          snapshot.release()
          made.conclude(after: result.failure)
        }
      }
    } catch {
      // What happens to the view after all was done is of no account.
      if outcome == nil {
        if let backup {
          backup.abandon(after: error)
        } else {
          _ = failed(announced, after: error, since: start, catalog)
        }
        throw ContractError(error)
      }
    }
    guard let outcome else { throw ContractError(.internalError, "Nothing was backed up.") }
    return try outcome.get()
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
    extended.database = Database(database, sqliteVersion: self.database.sqliteVersion)
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
