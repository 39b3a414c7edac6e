import AuditLog
import BackupCatalog
import BackupProtocol
import Concurrency
import Confirmations
import Databases
import Glibc
import JSONFormat
import ObjectStorage

/// An image that is ready to be put in.
struct PreparedRestore {
  let backup: Backup
  /// The path of the image, as the database can take it.
  let image: String
  let manifest: Manifest
  let overlay: OverlayReport?
  /// In words, what is told of a database that is this image.
  let identity: String
  /// The scratch folder of the restore.
  let folder: String
  /// Nil where the safety backup has to be written whole.
  let base: SafetyBase?
}

/// The step of a restore that changes the database.
extension RestoreRun {
  /// - Throws: `databaseUnavailable` where the database cannot be read, and nobody consented to that
  ///   its files are set aside.
  func method(over state: LiveState) throws -> RestoreMethod {
    guard case .unreadable(let error) = state else { return .image }
    if request.replacesDamaged { return .replace }
    throw ContractError(
      "The database cannot be read: \(error.message)",
      ErrorData(
        kind: .databaseUnavailable,
        hint: "To set its files aside and put the backup in their place, pass replaceDamaged "
          + "(--replace-damaged).",
        path: "params.replaceDamaged", reason: error.reason.rawValue))
  }

  /// Makes the safety backup, and then puts the image in.
  func replace(
    _ prepared: PreparedRestore, over state: LiveState, _ attempt: inout Attempt, _ catalog: Catalog
  ) throws {
    guard case .readable = state else {
      return try swap(prepared, over: state, nil, &attempt, catalog)
    }
    let plan = BackupPlan(
      type: .safety, label: "Before the restore of \(attempt.entry.fileName)", acceptsDamage: true)
    let announced = operations.newBackup(plan, by: caller)
    note.add(.safetyBackup(announced.id))
    try catalog.save(announced)
    let start = ContinuousClock.now
    var made: SafetyBackup?
    defer { attempt.take(made) }
    do {
      try operations.withSafetyBackup(
        announced, plan, over: prepared.base, catalog: catalog,
        control: control.part(.safetyBackup)
      ) { backup in
        made = backup
        attempt.timings.safetyBackupMs = milliseconds(since: start)
        backup.isPinned = removesMost(of: backup.manifest, prepared.manifest, prepared.overlay)
        try swap(prepared, over: state, backup, &attempt, catalog)
      }
    } catch let error as ContractError where error.isOfUnreadableDatabase && made == nil {
      // Its schema can be read, and its pages cannot. The preview was of a database that can be read.
      attempt.entry.method = try method(
        over: .unreadable(EngineError(.corrupt, error.message)))
      try swap(prepared, over: state, nil, &attempt, catalog)
    }
  }

  private func swap(
    _ prepared: PreparedRestore, over state: LiveState, _ safetyBackup: SafetyBackup?,
    _ attempt: inout Attempt, _ catalog: Catalog
  ) throws {
    let start = ContinuousClock.now
    let report = try putIn(prepared, over: state, safetyBackup, &attempt, catalog)
    control.shielded.progress(.restore, 1, of: 1, .steps)
    if attempt.entry.method == .image, report.method == .rows { attempt.entry.method = .rows }
    attempt.timings.verifyMs = report.verifyMs
    attempt.timings.writersHeldMs = report.writersHeldMs
    attempt.timings.restoreMs = milliseconds(since: start) - report.verifyMs
    attempt.entry.logBytesLeft = report.logBytesLeft.flatMap { $0 > 0 ? Int($0) : nil }
    attempt.entry.restoreDate = operations.now()
    if !report.setAside.isEmpty { attempt.entry.setAside = report.setAside }
    // Past the point of no return: from here on nobody's wish to stop counts.
    let validation = validate(report, prepared, &attempt)
    attempt.entry.validation = validation.report
    if let failure = validation.failure {
      throw putBack(safetyBackup?.entry, after: failure, &attempt, catalog)
    }
  }

  /// Puts the image in. Before anything changes, it is written down how to find out later whether it
  /// did.
  private func putIn(
    _ prepared: PreparedRestore, over state: LiveState, _ safetyBackup: SafetyBackup?,
    _ attempt: inout Attempt, _ catalog: Catalog
  ) throws -> ReplaceReport {
    let engine = operations.engine
    let isNewFile = attempt.entry.method == .replace || !engine.exists
    let image = ImageToInstall(
      path: prepared.image, prefersWAL: prepared.manifest.database.journalMode == .wal,
      replacesUnreadable: attempt.entry.method == .replace, aside: operations.freeAsidePath(),
      method: BackupOperations.takesPages(prepared.backup, prepared.overlay) ? .image : nil,
      onlyTables: prepared.overlay.map { Set($0.replaced.map(\.name)) })
    // Set where the database may have changed.
    var mark: SwapMark?
    var isHeld = false
    do {
      return try engine.replace(
        with: image, cancellation: control.cancellation,
        progress: { control.progress(.restore, $0, of: $1, .pages) },
        whileWritersWait: { held in
          isHeld = true
          try takeLastSteps(
            prepared, image, over: state, held, safetyBackup, &attempt, catalog,
            isNewFile: isNewFile)
          mark = held?.mark
        })
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let failure = ContractError(changing: error, isHeld: isHeld)
      // A new file is in its place or not at all; a transaction may have been committed all the same.
      guard let mark, !isNewFile else { throw failure }
      throw lookAfter(failure, since: mark, entry: &attempt.entry)
    }
  }

  /// In the moment when nobody else writes.
  private func takeLastSteps(
    _ prepared: PreparedRestore, _ image: ImageToInstall, over state: LiveState,
    _ held: (any HeldDatabase)?, _ safetyBackup: SafetyBackup?, _ attempt: inout Attempt,
    _ catalog: Catalog, isNewFile: Bool
  ) throws {
    guard held != nil || safetyBackup == nil else {
      throw EngineError(
        .moved, "The database was deleted or replaced while it was backed up.",
        hint: "Find out what replaced the file, then try again.")
    }
    if let safetyBackup {
      attempt.entry.safetyBackupId = try safetyBackup.complete(held).id
    }
    var now = state
    if case .readable = state, let held { now = .readable(held.description) }
    try confirm(prepared.backup, catalog, over: now, isSpent: true)
    try? operations.ledger().resets.noteChange()
    try catalog.save(attempt.entry)
    try SwapRecord(
      aside: image.aside ?? "", replacesUnreadable: image.replacesUnreadable, isNewFile: isNewFile,
      mark: held?.mark
    ).write(to: prepared.folder)
  }

  /// The disk may have refused to confirm a commit that it has kept.
  ///
  /// - Returns: the failure, with what the database holds.
  private func lookAfter(
    _ failure: ContractError, since mark: SwapMark, entry: inout Restore
  ) -> ContractError {
    switch try? operations.engine.settleSwap(since: mark) {
    case .before:
      entry.databaseHolds = .before
      return failure
    case .after:
      entry.databaseHolds = .backup
      return ContractError(
        "The restore failed during its commit. The database holds the data of the backup: "
          + failure.message,
        ErrorData(
          kind: failure.kind,
          hint:
            "Check the disk and restart the application. To go back, restore the safety backup.",
          reason: failure.data.reason))
    case .unknown, nil:
      entry.databaseHolds = .unknown
      return ContractError(
        "The restore failed while it changed the database. It is unknown which data the "
          + "database holds: \(failure.message)",
        ErrorData(
          kind: failure.kind,
          hint:
            "Check the disk. Preview the backup and the safety backup: the one without "
            + "differences is in the database.", reason: failure.data.reason))
    }
  }
}

extension ContractError {
  /// Whether it says that the database's file is what is wrong.
  fileprivate var isDamage: Bool {
    data.reason == EngineError.Reason.corrupt.rawValue
      || data.reason == EngineError.Reason.notADatabase.rawValue
  }

  var isOfUnreadableDatabase: Bool { kind == .databaseUnavailable && isDamage }
}

extension BackupOperations {
  /// A name beside the database that no file has yet: `NAME.damaged-2026-11-28-11-22-33`.
  func freeAsidePath() -> String {
    let time = now().description.prefix(19).map { "T:".contains($0) ? "-" : $0 }
    let path = "\(parts.databasePath).damaged-\(String(time))"
    var free = path
    var number = 1
    while ["", "-wal", "-shm", "-journal"].contains(where: { access(free + $0, F_OK) == 0 }) {
      number += 1
      free = "\(path)-\(number)"
    }
    return free
  }
}
