import BackupProtocol
import DatabaseEngines
import ObjectStorage

/// One restore from its request to its record.
///
/// Everything that can fail is done before the live database is touched: the backup is unpacked and
/// checked, room and schema and confirmation are, and a safety backup is made and proven. Then the
/// image goes in by one transaction, and is read back. If that last look fails, the safety backup
/// goes back in. `RestoreRun+Swap.swift` has that step.
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
    let hold = try operations.hold(
      request.method, by: caller, catalog: catalog, control: control)
    defer { _ = hold }
    let backup = try catalog.find(Backup.self, id: request.backupID)
    let key = try operations.object(of: backup)
    try confirm(backup, catalog, using: false)
    let entry = newEntry(backup)
    if let known = try catalog.begin(
      entry, method: request.method, key: request.idempotencyKey, caller: caller,
      parameters: request.parameters)
    {
      return (try repeated(known, catalog), true)
    }
    return (try perform(entry, of: backup, key: key, catalog: catalog), false)
  }

  private func newEntry(_ backup: Backup) -> Restore {
    let time = operations.now()
    return Restore(
      id: operations.newID(at: time), backupId: backup.id, fileName: backup.fileName,
      restoreDate: time, createdAt: time, status: .running,
      database: operations.parts.databaseName, restoredBy: caller.summary,
      rollbackOf: request.rollbackOf, method: .image)
  }

  private func confirm(_ backup: Backup, _ catalog: Catalog, using: Bool) throws {
    let subject = try operations.confirmationSubject(
      backup: backup, by: caller, catalog: catalog,
      over: operations.engine.examine(cancellation: control.cancellation))
    try catalog.checkConfirmation(
      token: request.token, for: subject, now: operations.now(), using: using)
  }

  private func perform(
    _ announced: Restore, of backup: Backup, key: ObjectKey, catalog: Catalog
  ) throws -> RestoreOutcome {
    let start = ContinuousClock.now
    note.add(.restore(announced.id))
    var entry = announced
    var timings = RestoreOutcome.Timings(safetyBackupMs: 0, restoreMs: 0)
    // The safety backup, where it was pinned.
    var pinned: String?
    do {
      let state = try operations.engine.examine(cancellation: control.cancellation)
      entry.method = try method(over: state)
      let folder = try operations.scratch.makeFolder(entry.id)
      let image = folder.path + "/image.sqlite"
      var step = ContinuousClock.now
      let unpacked = try operations.prepare(
        key, backup: backup, image: image,
        fitting: request.allowsSchemaChange ? .partialOnly : .otherSchemas, catalog: catalog,
        control: control)
      let manifest = unpacked.manifest
      // Rows that were laid over the live tables have their schema.
      if unpacked.overlay == nil { try checkSchema(of: manifest, against: state) }
      try checkSpace(for: manifest)
      let adapted =
        entry.method == .replace
        ? image : try operations.engine.adapt(image: image, cancellation: control.cancellation)
      timings.prepareMs = milliseconds(since: step)
      step = .now
      var safetyBackup = try makeSafetyBackup(for: &entry, over: state, catalog)
      entry.safetyBackupId = safetyBackup?.id
      if let id = safetyBackup?.id, try removesMost(of: id, manifest, unpacked.overlay, catalog) {
        pinned = id
        safetyBackup = try catalog.update(Backup.self, id: id) { $0.pinned = true }
      }
      timings.safetyBackupMs = milliseconds(since: step)
      try confirm(backup, catalog, using: true)
      try? operations.ledger().noteChange()
      try catalog.save(entry)
      try replace(
        adapted, manifest: manifest, identity: unpacked.identity(isAdapted: adapted != image),
        safetyBackup: safetyBackup, folder: folder.path, entry: &entry, timings: &timings)
      timings.totalMs = milliseconds(since: start)
      entry.status = .completed
      entry.durationMs = timings.totalMs
      // The data is in place; a catalog that cannot be written now must not hide that.
      try? catalog.save(entry)
      return RestoreOutcome(
        restore: entry, safetyBackup: safetyBackup, restartRequired: true, timings: timings)
    } catch {
      let failure = ServiceError(error)
      // The data is what it was before, and the safety backup is one like any other.
      if let pinned { operations.unpin(pinned, in: catalog) }
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

  /// Whether the restore removes more than half of the rows that the safety backup has.
  private func removesMost(
    of safetyBackup: String, _ manifest: Manifest, _ overlay: OverlayReport?, _ catalog: Catalog
  ) throws -> Bool {
    guard let before = try catalog.manifest(id: safetyBackup) else { return false }
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
      throw ServiceError(
        "The backup has another schema than the database.",
        ErrorData(
          kind: .incompatible,
          hint: "See the differences in the preview; pass allowSchemaChange to accept them.",
          path: "params.allowSchemaChange", expected: manifest.schema.fingerprint,
          found: live.schema.fingerprint, reason: "schema"))
    }
    guard manifest.hasEncoding(of: live) else {
      throw ServiceError(
        "The backup stores text as \(manifest.database.encoding.rawValue), the database as "
          + "\(live.encoding).",
        ErrorData(
          kind: .incompatible,
          hint: "Pass allowSchemaChange to accept it; the application must connect again then.",
          path: "params.allowSchemaChange", expected: manifest.database.encoding.rawValue,
          found: live.encoding, reason: "encoding"))
    }
  }

  private func checkSpace(for manifest: Manifest) throws {
    let space = try operations.space(for: manifest)
    // The image is unpacked by now, so that a third of the need is behind us.
    let needed = space.needed - Int(manifest.imageSize)
    guard needed <= space.free else {
      throw ServiceError(
        "There is not enough room on the disk for this restore.",
        ErrorData(
          kind: .storageFull, hint: "Free some room, or delete old backups.", needed: needed,
          free: space.free))
    }
  }

  /// - Returns: nil where there is nothing that could be backed up.
  private func makeSafetyBackup(
    for entry: inout Restore, over state: LiveState, _ catalog: Catalog
  ) throws -> Backup? {
    guard case .readable = state else { return nil }
    let plan = BackupPlan(
      type: .safety, label: "Before the restore of \(entry.fileName)", acceptsDamage: true)
    let announced = operations.newBackup(plan, by: caller)
    note.add(.safetyBackup(announced.id))
    try catalog.save(announced)
    do {
      return try operations.makeBackup(
        announced, plan, catalog: catalog, control: control.part(.safetyBackup))
    } catch let error as ServiceError where error.isOfUnreadableDatabase {
      // Its schema can be read, and its pages cannot.
      entry.method = try method(over: .unreadable(EngineError(.corrupt, error.message)))
      return nil
    }
  }

  private func replace(
    _ image: String, manifest: Manifest, identity: String, safetyBackup: Backup?, folder: String,
    entry: inout Restore, timings: inout RestoreOutcome.Timings
  ) throws {
    let engine = operations.engine
    var step = ContinuousClock.now
    try putIn(
      ImageToInstall(
        path: image, prefersWAL: manifest.database.journalMode == .wal,
        replacesUnreadable: entry.method == .replace, aside: operations.freeAsidePath()),
      folder: folder, entry: &entry)
    timings.restoreMs = milliseconds(since: step)
    entry.restoreDate = operations.now()
    // Past the point of no return: from here on nobody's wish to stop counts.
    step = .now
    do {
      let confirmation = try engine.confirm(
        image: image, cancellation: control.shielded.cancellation)
      timings.verifyMs = milliseconds(since: step)
      entry.validation = Restore.Validation(
        ok: true,
        steps: [
          VerificationStep(
            name: confirmation == .identical ? .checksum : .quickCheck, ok: true,
            detail: confirmation == .identical
              ? identity
              : "The application has written since; the database was checked and is whole.",
            durationMs: timings.verifyMs ?? 0)
        ])
    } catch {
      let failure = ServiceError(error)
      entry.validation = Restore.Validation(
        ok: false,
        steps: [
          VerificationStep(
            name: .quickCheck, ok: false, detail: failure.message,
            durationMs: milliseconds(since: step))
        ])
      throw putBack(safetyBackup, after: failure, entry: &entry)
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
      throw ServiceError(
        "The restore with this idempotency key is still running.",
        ErrorData(
          kind: .busy, hint: "Ask for its outcome with listRestores.", id: id,
          operation: request.method, since: entry.createdAt))
    case .failed, .cancelled, .interrupted:
      throw ServiceError(
        entry.error?.message ?? "The restore with this idempotency key failed.",
        ErrorData(
          kind: entry.error?.kind ?? .internalError,
          hint: "To try again, preview again and use a new idempotency key.", id: id))
    }
  }
}
