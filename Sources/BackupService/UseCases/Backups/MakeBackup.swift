import ArchiveFormat
import BackupCatalog
import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Databases
import Glibc
import JSONFormat
import ObjectStorage
import SQLiteImages
import StateFolder

extension BackupOperations {
  func newBackup(_ plan: BackupPlan, by caller: Caller) -> Backup {
    let time = now()
    let id = newID(at: time)
    return Backup(
      id: id, fileName: plan.fileName(id: id, at: time), fileSize: 0, backupDate: time,
      isAutomatic: plan.type == .automatic, createdAt: time, type: plan.type, status: .running,
      format: plan.format, database: parts.databaseName, encrypted: false, label: plan.label,
      pinned: false, createdBy: caller.summary, locations: [])
  }

  /// Makes the backup that an entry announces, and records what becomes of it. The lock is held.
  func makeBackup(
    _ announced: Backup, _ plan: BackupPlan, catalog: Catalog, control: OperationControl
  ) throws -> Backup {
    let control = control.following(plan.phases)
    return try makeBackup(announced, plan, catalog: catalog, control: control) {
      entry, output, scratch in
      switch plan.format {
      case .archive, .incremental:
        try writeImage(entry, plan, to: output, scratch: scratch, control: control)
      case .sql, .json:
        try writeRows(entry, plan, to: output, scratch: scratch, control: control)
      }
    }
  }

  /// Writes the file of a backup, given a folder for scratch.
  typealias FileContent = (Backup, any ObjectWriter, _ scratch: String) throws -> (
    Manifest, FileTotals
  )

  /// - Parameter content: writes the file.
  func makeBackup(
    _ announced: Backup, _ plan: BackupPlan, catalog: Catalog, control: OperationControl,
    content: FileContent
  ) throws -> Backup {
    let start = ContinuousClock.now
    var entry = announced
    do {
      try store(&entry, plan, catalog: catalog, control: control, content: content)
      entry.status = .completed
      entry.pinned = plan.isPinned
      entry.durationMs = milliseconds(since: start)
      try catalog.save(entry)
      send(.backupCompleted(entry))
      return entry
    } catch {
      _ = failed(announced, after: error, since: start, catalog)
      throw ContractError(error)
    }
  }

  /// Clears away the file of a backup that failed, and records it.
  func failed(
    _ announced: Backup, after error: any Error, since start: ContinuousClock.Instant,
    _ catalog: Catalog
  ) -> Backup {
    let failure = ContractError(error)
    var entry = announced
    let isCleared = Self.succeeds { try stored(entry)?.delete() }
    entry.status = BackupStatus(endedBy: failure.kind)
    entry.durationMs = milliseconds(since: start)
    entry.error = failure.failure
    send(entry.status == .cancelled ? .backupCancelled(entry) : .backupFailed(entry))
    // While there may be a file of it the entry stays running, so that somebody clears it away.
    if !isCleared { entry.status = .running }
    try? catalog.save(entry)
    return entry
  }

  /// A table that is too damaged to be counted leaves a backup that accepts damage without counts.
  static func rows(
    _ counted: Result<[TableRows], any Error>, _ plan: BackupPlan
  ) throws -> [TableRows] {
    do {
      return try counted.get()
    } catch let error as EngineError where error.reason == .corrupt && plan.acceptsDamage {
      return []
    }
  }

  private static func succeeds(_ body: () throws -> Void?) -> Bool { (try? body()) != nil }

  private func store(
    _ entry: inout Backup, _ plan: BackupPlan, catalog: Catalog, control: OperationControl,
    content: FileContent
  ) throws {
    guard let key = ObjectKey(entry.fileName) else {
      throw ContractError(.internalError, "The name of the backup file is not a valid one.")
    }
    try scratch.withFolder(entry.id) { folder in
      let manifest = try write(&entry, to: key, scratch: folder.path, content)
      if plan.isProven {
        let image = folder.path + "/image.sqlite"
        let start = now()
        let proof = try provingFormat(plan.format, isImported: plan.type == .import) {
          try prove(
            StoredFile(store: store, key: key), isForeign: entry.isForeign, image: image,
            depth: .quick, expecting: manifest,
            control: control.part(.proof))
        }
        unlink(image)
        try accept(proof, plan)
        if proof.isSound {
          entry.verifiedAt = now()
          entry.proof = Backup.Proof(.restored, at: start, proof)
        }
      }
      try catalog.save(manifest)
    }
  }

  /// - Throws: where the database is damaged, and no backup of a damaged one is wanted.
  func accept(_ proof: CheckReport?, _ plan: BackupPlan) throws {
    guard let fault = proof?.faults.first else { return }
    guard plan.acceptsDamage else {
      throw EngineError(
        .corrupt, "The database is damaged, so its backup does not count: \(fault).",
        hint: "Restore a backup that is verified. Older backups have been kept.")
    }
    send(.warning(.damaged(by: fault)))
  }

  /// Writes an object, and names it once it is durable.
  private func write(
    _ entry: inout Backup, to key: ObjectKey, scratch: String, _ content: FileContent
  ) throws -> Manifest {
    let output = try store.create(key)
    do {
      let (manifest, totals) = try content(entry, output, scratch)
      try output.commit()
      entry.describe(manifest, totals, key: key, storage: parts.storageName)
      return manifest
    } catch {
      output.abort()
      throw error
    }
  }

  /// Streams the snapshot itself.
  private func writeImage(
    _ entry: Backup, _ plan: BackupPlan, to output: any ObjectWriter, scratch: String,
    control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    try engine.withSnapshot(scratch: scratch, cancellation: control.cancellation) { snapshot in
      try writeImage(of: snapshot, as: entry, at: now(), plan, to: output, control: control)
    }
  }

  /// Streams a snapshot into an archive.
  ///
  /// - Parameter original: the manifest of what the snapshot was made of, which knows better where
  ///   it is from, and its journal mode.
  func writeImage(
    of snapshot: any SnapshotReader, as entry: Backup, at date: Timestamp, _ plan: BackupPlan,
    original: Manifest? = nil, to output: any ObjectWriter, control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    let writer = try ArchiveWriter(
      algorithm: plan.algorithm, output: output,
      modified: entry.createdAt.millisecondsSince1970 / 1000)
    let counting = BackgroundWork { try snapshot.countRows(cancellation: control.cancellation) }
    defer { _ = counting.wait() }
    var manifest: Manifest?
    let totals = try writer.write(
      snapshot, cancellation: control.cancellation,
      readBack: { control.progress(.compress, $0, of: snapshot.size, .bytes) }
    ) { checksum in
      let tables = try Self.rows(counting.wait(), plan)
      snapshot.release()
      var made = Manifest(
        entry, at: date, snapshot.description, tables: tables, imageChecksum: checksum,
        algorithm: plan.compression, level: plan.algorithm.defaultLevel, parts: parts)
      if let original {
        made.source = original.source
        made.database.journalMode = original.database.journalMode
      }
      manifest = made
      return made
    }
    guard let manifest else {
      throw ContractError(.internalError, "The archive was closed without a manifest.")
    }
    return (manifest, totals)
  }

  /// Writes the rows of a copy: to read them takes too long to hold the application's log for it.
  private func writeRows(
    _ entry: Backup, _ plan: BackupPlan, to output: any ObjectWriter, scratch: String,
    control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    let image = scratch + "/source.sqlite"
    defer { unlink(image) }
    let (date, mode) = try engine.withSnapshot(
      scratch: scratch, cancellation: control.cancellation
    ) { snapshot in
      let date = now()
      try snapshot.copy(to: image, cancellation: control.cancellation) {
        control.progress(.snapshot, $0, of: snapshot.size, .bytes)
      }
      return (date, JournalMode(rawValue: snapshot.description.journalMode))
    }
    return try writeRows(
      of: image, as: entry, at: date, journalMode: mode, to: output, control: control)
  }

  /// Writes the rows of an image in the format that the entry names.
  ///
  /// - Parameter journalMode: that of the database which the image is a copy of: a copy has its own.
  func writeRows(
    of image: String, as entry: Backup, at date: Timestamp, source: Manifest.Source? = nil,
    journalMode: JournalMode?, to output: any ObjectWriter, control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    try rowAccess().withContent(ofImage: image, cancellation: control.cancellation) { content in
      let total = Int64(try content.countRows())
      var manifest: Manifest?
      let header = ExportHeader(
        entry, at: date, source: Manifest.Source(parts), generator: Manifest.Generator(parts))
      let totals = try RowsFileWriter(format: entry.format, header: header, output: output).write(
        content, cancellation: control.cancellation,
        written: { control.progress(.compress, Int64($0), of: total, .rows) }
      ) { summary in
        var made = Manifest(entry, at: date, content.description, summary, parts: parts)
        if let source { made.source = source }
        if let journalMode { made.database.journalMode = journalMode }
        manifest = made
        return made
      }
      guard let manifest else {
        throw ContractError(.internalError, "The file was closed without a manifest.")
      }
      return (manifest, totals)
    }
  }
}

extension BackupStatus {
  /// Of a backup that ended with an error.
  init(endedBy kind: ErrorKind) { self = kind == .cancelled ? .cancelled : .failed }
}

extension Backup {
  /// Takes over what became of it.
  mutating func describe(
    _ manifest: Manifest, _ totals: FileTotals, key: ObjectKey, storage: String
  ) {
    backupDate = manifest.createdAt
    // That of an import is in the file, unless somebody gave it another.
    label = manifest.label
    passedOver = manifest.passedOver
    fileSize = Int(totals.size)
    checksum = Checksum(algorithm: .sha256, value: totals.checksum)
    tableCount = manifest.tableCount + (manifest.uncountedTables?.count ?? 0)
    // A sum over some of the tables would be taken for the whole.
    rowCount = manifest.uncountedTables == nil ? manifest.rowCount : nil
    locations = [Location(storage: storage, key: key.name)]
  }
}

extension HealthWarning {
  static func damaged(by fault: String) -> HealthWarning {
    HealthWarning(
      kind: "databaseDamaged", severity: .critical, message: "The database is damaged: \(fault).",
      hint: "Restore a backup that is verified.")
  }
}
