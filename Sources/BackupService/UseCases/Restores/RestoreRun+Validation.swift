import BackupCatalog
import BackupProtocol
import Concurrency
import Databases
import StateFolder

/// What a look at the restored database shows, and the way back from it.
extension RestoreRun {
  /// - Returns: the checks, and the failure where the database does not hold what the backup has. What
  ///   only keeps the look from being taken, or what the application wrote since, is no failure.
  func validate(
    _ report: ReplaceReport, _ prepared: PreparedRestore, _ attempt: inout Attempt
  ) -> (report: Restore.Validation, failure: ContractError?) {
    switch report.verification {
    case .identical:
      let detail = report.method == .rows ? prepared.likeness : prepared.identity
      return (step(.checksum, true, detail, report.verifyMs), nil)
    case .differs(let difference):
      let failure = ContractError(
        EngineError(.corrupt, "The database differs from the backup. \(difference)"))
      return (step(.checksum, false, failure.message, report.verifyMs), failure)
    case .unread(let error):
      return (step(.checksum, false, "It could not be read back: \(error)", report.verifyMs), nil)
    case .notDone:
      return confirmNewFile(prepared, &attempt)
    }
  }

  private func confirmNewFile(
    _ prepared: PreparedRestore, _ attempt: inout Attempt
  ) -> (report: Restore.Validation, failure: ContractError?) {
    let start = ContinuousClock.now
    defer { attempt.timings.verifyMs = milliseconds(since: start) }
    do {
      let confirmation = try operations.engine.confirm(
        image: prepared.image, cancellation: control.shielded.cancellation)
      let duration = milliseconds(since: start)
      return confirmation == .identical
        ? (step(.checksum, true, prepared.identity, duration), nil)
        : (
          step(
            .quickCheck, true,
            "The application has written since. The database was checked, and is sound.", duration),
          nil
        )
    } catch {
      let failure = ContractError(error)
      let isFailed = failure.isOfUnreadableDatabase
      return (
        step(.quickCheck, false, failure.message, milliseconds(since: start)),
        isFailed ? failure : nil
      )
    }
  }

  private func step(
    _ name: VerificationStep.Name, _ ok: Bool, _ detail: String, _ duration: Int
  ) -> Restore.Validation {
    Restore.Validation(
      ok: ok, steps: [VerificationStep(name: name, ok: ok, detail: detail, durationMs: duration)])
  }

  /// Puts the data from before back. What the database holds by now is backed up first: the
  /// application may have written since.
  ///
  /// - Returns: the failure, with what became of the database.
  func putBack(
    _ safetyBackup: Backup?, after failure: ContractError, _ attempt: inout Attempt,
    _ catalog: Catalog
  ) -> ContractError {
    attempt.entry.databaseHolds = .backup
    guard let safetyBackup else { return failure }
    do {
      try putBack(safetyBackup, attempt.entry, catalog)
      attempt.entry.databaseHolds = .before
      return ContractError(
        "The restored database failed its check, and the previous data was put back: "
          + failure.message,
        failure.data)
    } catch {
      return ContractError(
        "The restored database failed its check, and the previous data could not be put back: "
          + ContractError(error).message,
        ErrorData(
          kind: failure.kind,
          hint: "Stop the application and restore the safety backup.", id: safetyBackup.id))
    }
  }

  private func putBack(_ safetyBackup: Backup, _ entry: Restore, _ catalog: Catalog) throws {
    let engine = operations.engine
    let control = control.shielded
    try operations.scratch.withFolder("rollback-" + safetyBackup.id) { folder in
      let image = folder.path + "/image.sqlite"
      let manifest = try operations.unpack(
        operations.requireStored(safetyBackup), to: image, expecting: nil, fitting: .partialOnly,
        control: control
      ).manifest
      let adapted = try engine.adapt(image: image, cancellation: control.cancellation)
      let plan = BackupPlan(
        type: .safety, label: "Before the restore of \(entry.fileName) was undone", isProven: false,
        acceptsDamage: true)
      let announced = operations.newBackup(plan, by: caller)
      try catalog.save(announced)
      let report = try operations.withSafetyBackup(
        announced, plan, catalog: catalog, control: control
      ) { backup in
        try engine.replace(
          with: ImageToInstall(path: adapted, prefersWAL: manifest.database.journalMode == .wal),
          cancellation: control.cancellation, progress: { _, _ in },
          whileWritersWait: { held in _ = try backup.complete(held) })
      }
      if case .differs(let difference) = report.verification {
        throw EngineError(.corrupt, "The database differs from the backup. \(difference)")
      }
    }
  }
}
