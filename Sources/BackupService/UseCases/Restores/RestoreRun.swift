import AuditLog
import BackupCatalog
import BackupProtocol
import Concurrency
import Confirmations
import Databases
import JSONFormat
import ObjectStorage
import StateFolder

/// One restore from its request to its record.
///
/// Everything that can fail is done before the live database is touched: the backup is unpacked and
/// checked, space and schema and confirmation are, and a safety backup is made and proven. Then the
/// writers are held, the safety backup gets what they committed meanwhile, and the image goes in by one
/// transaction (`RestoreRun+Swap.swift`). What was committed is read back. If it is not the backup, the
/// data from before goes back in (`RestoreRun+Validation.swift`).
struct RestoreRun: Sendable {
  let operations: BackupOperations
  let request: RestoreRequest
  let caller: Caller
  let control: OperationControl
  let note: ActivityNote

  init(
    _ operations: BackupOperations, _ request: RestoreRequest, caller: Caller,
    control: OperationControl, _ note: ActivityNote
  ) {
    self.operations = operations
    self.request = request
    self.caller = caller
    self.control = control.following([.extract: 3, .check: 2, .safetyBackup: 6, .restore: 4])
    self.note = note
  }

  func run() throws -> (value: RestoreOutcome, isRepeated: Bool) {
    try BackupOperations.check(idempotencyKey: request.idempotencyKey)
    let catalog = try operations.existingCatalog(for: "backup", id: request.backupID)
    let known = try catalog.entry(
      method: request.method, key: request.idempotencyKey, caller: caller,
      parameters: request.parameters)
    if let known { return (try repeated(known, catalog), true) }
    return try operations.holdingLock(
      for: request.useCase, by: caller, catalog: catalog, control: control
    ) {
      let backup = try catalog.find(Backup.self, id: request.backupID)
      let stored = try operations.requireStored(backup)
      try confirm(
        backup, catalog, over: operations.engine.examine(cancellation: control.cancellation),
        isSpent: false)
      let entry = newEntry(backup)
      if let known = try catalog.begin(
        entry, method: request.method, key: request.idempotencyKey, caller: caller,
        parameters: request.parameters)
      {
        return (try repeated(known, catalog), true)
      }
      return (try perform(entry, of: backup, stored, catalog: catalog), false)
    }
  }

  private func newEntry(_ backup: Backup) -> Restore {
    let time = operations.now()
    return Restore(
      id: operations.newID(at: time), backupId: backup.id, fileName: backup.fileName,
      restoreDate: time, createdAt: time, status: .running,
      database: operations.parts.databaseName, restoredBy: caller.summary,
      rollbackOf: request.rollbackOf, method: .image)
  }

  func confirm(
    _ backup: Backup, _ catalog: Catalog, over state: LiveState, isSpent: Bool
  ) throws {
    let subject = try operations.confirmationSubject(
      backup: backup, by: caller, catalog: catalog, over: state)
    try RestoreConfirmations(catalog.database).check(
      token: request.token, for: subject, now: operations.now(), isSpent: isSpent)
  }

  /// How far a restore has come.
  struct Attempt {
    var entry: Restore
    var timings = RestoreOutcome.Timings(safetyBackupMs: 0, restoreMs: 0)
    var safetyBackup: Backup?

    /// Takes over a safety backup that is stored.
    mutating func take(_ made: SafetyBackup?) {
      guard let made, made.entry.status == .completed else { return }
      safetyBackup = made.entry
      entry.safetyBackupId = made.entry.id
    }
  }

  private func perform(
    _ announced: Restore, of backup: Backup, _ stored: any StoredBackup, catalog: Catalog
  ) throws -> RestoreOutcome {
    let start = ContinuousClock.now
    note.add(.restore(announced.id))
    var attempt = Attempt(entry: announced)
    defer { note.prove(attempt.safetyBackup) }
    do {
      let state = try operations.engine.examine(cancellation: control.cancellation)
      attempt.entry.method = try method(over: state)
      // What is in the folder tells what became of the data, and goes when the catalog has it.
      return try operations.scratch.withFolder(announced.id) { folder in
        let prepared = try prepare(
          backup, stored, over: state, by: attempt.entry.method, in: folder.path, catalog)
        attempt.timings.prepareMs = milliseconds(since: start)
        try replace(prepared, over: state, &attempt, catalog)
        attempt.timings.totalMs = milliseconds(since: start)
        attempt.entry.status = .completed
        attempt.entry.durationMs = attempt.timings.totalMs
        // The data is in place; a catalog that cannot be written now must not hide that.
        try? catalog.save(attempt.entry)
        return RestoreOutcome(
          restore: attempt.entry, safetyBackup: attempt.safetyBackup, restartRequired: true,
          timings: attempt.timings)
      }
    } catch {
      let failure = ContractError(error)
      // The data is what it was before, and the safety backup is one like any other.
      if let backup = attempt.safetyBackup, backup.pinned {
        operations.unpin(backup.id, in: catalog)
      }
      var entry = attempt.entry
      entry.status = failure.kind == .cancelled ? .cancelled : .failed
      entry.databaseHolds = entry.databaseHolds ?? .before
      entry.error = failure.failure
      entry.durationMs = milliseconds(since: start)
      try? catalog.save(entry)
      operations.send(
        entry.status == .cancelled ? .restoreCancelled(entry) : .restoreFailed(entry))
      throw failure
    }
  }

  /// Makes the backup an image that the database can take, and checks all that can be checked.
  private func prepare(
    _ backup: Backup, _ stored: any StoredBackup, over state: LiveState, by method: RestoreMethod?,
    in folder: String, _ catalog: Catalog
  ) throws -> PreparedRestore {
    let image = folder + "/image.sqlite"
    let unpacked = try operations.preparedOrPrepare(
      stored, backup: backup, image: image,
      fitting: request.allowsSchemaChange ? .partialOnly : .otherSchemas, catalog: catalog,
      control: control)
    // Rows that were laid over the live tables have their schema.
    if unpacked.overlay == nil { try checkSchema(of: unpacked.manifest, against: state) }
    try checkSpace(for: backup, unpacked, image: image, over: state)
    let adapted =
      method == .replace
      ? image
      : try operations.adapt(image, isForeign: backup.isForeign, over: state, control)
    return PreparedRestore(
      backup: backup, image: adapted, manifest: unpacked.manifest, overlay: unpacked.overlay,
      identity: unpacked.identity(isAdapted: adapted != image), folder: folder,
      base: SafetyBase(backup, stored, unpacked, at: image))
  }

  /// Whether the restore removes more than half of the rows that the safety backup has.
  ///
  /// Only the counts of the tables are known here. A table whose rows are replaced by as many others
  /// counts as kept: to know better, all rows would have to be compared again, under the lock.
  func removesMost(
    of before: Manifest, _ manifest: Manifest, _ overlay: OverlayReport?
  ) -> Bool {
    let after = Dictionary(manifest.tables.map { ($0.name.lowercased(), $0.rows) }) { a, _ in a }
    let removed = before.tables.reduce(0) { sum, table in
      // A document without a table leaves that as it is.
      let rows = after[table.name.lowercased()] ?? (overlay == nil ? 0 : table.rows)
      return sum + max(0, table.rows - rows)
    }
    return removed * 2 > before.rowCount
  }

  private func checkSchema(of manifest: Manifest, against state: LiveState) throws {
    guard !request.allowsSchemaChange, let live = state.description else { return }
    guard manifest.schema.fingerprint == live.schema.fingerprint else {
      throw ContractError(
        "The backup has another schema than the database.",
        ErrorData(
          kind: .incompatible,
          hint: "Check the differences in the preview. To accept them, pass allowSchemaChange.",
          path: "params.allowSchemaChange", expected: manifest.schema.fingerprint,
          found: live.schema.fingerprint, reason: "schema"))
    }
    guard manifest.hasEncoding(of: live) else {
      throw ContractError(
        "The backup stores text as \(manifest.database.encoding.rawValue), the database as "
          + "\(live.encoding).",
        ErrorData(
          kind: .incompatible,
          hint: "To accept it, pass allowSchemaChange. The application must then reconnect.",
          path: "params.allowSchemaChange", expected: manifest.database.encoding.rawValue,
          found: live.encoding, reason: "encoding"))
    }
  }

  /// - Parameter image: is there by now.
  private func checkSpace(
    for backup: Backup, _ unpacked: UnpackedBackup, image: String, over state: LiveState
  ) throws {
    func balance(_ logBytes: Int64?) -> RestorePreview.Space {
      operations.balance(
        of: operations.space(
          for: backup, unpacked.manifest, image: image, over: state, logBytes: logBytes))
    }
    var space = balance(nil)
    if space.needed > space.free, state.description != nil,
      !BackupOperations.takesPages(backup, unpacked.overlay)
    {
      // To know that only some rows are written costs a look at all pages.
      let plan = try operations.engine.compare(
        image: image, cancellation: control.cancellation
      ) { _, _ in }.plan
      if plan.method == .rows { space = balance(plan.logBytes) }
    }
    guard space.needed <= space.free else {
      throw ContractError(
        "There is not enough disk space for this restore.",
        ErrorData(
          kind: .storageFull, hint: "Free disk space, or delete old backups.",
          needed: space.needed, free: space.free))
    }
  }

  private func repeated(_ id: String, _ catalog: Catalog) throws -> RestoreOutcome {
    note.markRepeated()
    operations.settleInterruptedIfRunning(in: catalog)
    let entry = try catalog.find(Restore.self, id: id)
    switch entry.status {
    case .completed:
      let safetyBackup = entry.safetyBackupId.flatMap {
        try? catalog.find(Backup.self, id: $0)
      }
      return RestoreOutcome(
        restore: entry, safetyBackup: safetyBackup, restartRequired: true,
        timings: .init(safetyBackupMs: 0, restoreMs: 0, totalMs: entry.durationMs))
    case .running:
      throw ContractError(
        "The restore with this idempotency key is still running.",
        ErrorData(
          kind: .busy, hint: "Ask for its outcome with listRestores.", id: id,
          operation: request.method, since: entry.createdAt))
    case .failed, .cancelled, .interrupted:
      throw ContractError(
        entry.error?.message ?? "The restore with this idempotency key failed.",
        ErrorData(
          kind: entry.error?.kind ?? .internalError,
          hint: "To try again, preview again and use a new idempotency key.", id: id))
    }
  }
}
