import AuditLog
import BackupCatalog
import BackupProtocol
import Concurrency
import Confirmations
import Databases
import Mail

/// One factory reset from its token to its record.
///
/// The safety backup is made and proven first. Writers wait from the moment when it gets what they
/// committed meanwhile until the commit, so that nothing can be deleted that is not in it. What is
/// recorded just before the commit tells after a crash whether it was one.
struct ResetRun: Sendable {
  let operations: BackupOperations
  let params: FactoryReset.Params
  let caller: Caller
  let control: OperationControl
  let note: ActivityNote

  init(
    _ operations: BackupOperations, _ params: FactoryReset.Params, caller: Caller,
    control: OperationControl, _ note: ActivityNote
  ) {
    self.operations = operations
    self.params = params
    self.caller = caller
    self.control = control.following([.safetyBackup: 4, .reset: 1])
    self.note = note
  }

  /// The token and the typed phrase. A wrong phrase does not spend the token; the third does.
  func confirm() throws {
    _ = try operations.resetPerson(caller)
    let ledger = try operations.ledger()
    let attemptsLeft = try ledger.confirmations.countPhrase(
      tokenCode: try tokenCode, for: try operations.resetSubject(of: caller, control),
      now: operations.now())
    guard params.confirmation.trimmed == operations.resetPhrase[...] else {
      throw ContractError(
        "The phrase is wrong.",
        ErrorData(
          kind: .confirmationInvalid,
          hint: attemptsLeft > 0
            ? "Type it exactly as shown." : "Begin again with requestResetOtp.",
          path: "params.confirmation", expected: operations.resetPhrase, reason: "phrase",
          attemptsLeft: attemptsLeft))
    }
    try ledger.confirmations.takeBackPhrase(tokenCode: try tokenCode)
  }

  private var tokenCode: String {
    get throws { try operations.tokenCode(of: params.resetToken, given: caller) }
  }

  /// - Returns: what was done, and who is to be told of it.
  func perform() throws -> (FactoryReset.Result, [MailAddress]) {
    let catalog = try operations.catalog()
    let ledger = try operations.ledger()
    return try operations.holdingLock(
      for: .factoryReset, by: caller, catalog: catalog, control: control
    ) {
      let start = ContinuousClock.now
      // Before the rows of the people themselves may be gone.
      let recipients = try operations.resetRecipients(of: caller, control)
      var attempt = Attempt(record: ResetRecord(reset: newReset()))
      note.add(.reset(attempt.record.reset.id))
      try ledger.resets.save(attempt.record)
      do {
        // What cannot be recorded must not be done.
        try operations.record(
          ActivityDraft(FactoryReset.name, .started, by: caller, targets: note.targets))
        let report = try erase(&attempt, catalog, ledger)
        attempt.record.reset.warnings = report.warnings
        attempt.writersHeldMs = report.writersHeldMs
      } catch {
        attempt.record.reset.durationMs = milliseconds(since: start)
        let failure = ContractError(changing: error, isHeld: attempt.isHeld)
        try settle(&attempt, after: failure, catalog, ledger)
      }
      guard let safetyBackup = attempt.safetyBackup else {
        throw ContractError(.internalError, "The reset went on without a safety backup.")
      }
      attempt.record.reset.status = .completed
      attempt.record.reset.durationMs = milliseconds(since: start)
      recordEnd(attempt.record, .succeeded)
      let result = FactoryReset.Result(
        reset: attempt.record.reset, safetyBackup: safetyBackup, deleted: attempt.deleted,
        restartRequired: true, writersHeldMs: attempt.writersHeldMs)
      return (result, recipients)
    }
  }

  /// How far it has come.
  private struct Attempt {
    var record: ResetRecord
    var safetyBackup: Backup?
    var deleted: [DeletedRows] = []
    var isSpent = false
    /// Whether writers have begun to wait.
    var isHeld = false
    var writersHeldMs: Int?
  }

  /// The safety backup is pinned, so that no rule can remove it. Unlike that of a restore it must be
  /// sound.
  private func erase(
    _ attempt: inout Attempt, _ catalog: Catalog, _ ledger: Ledger
  ) throws -> EraseReport {
    // What the rules forbid is known before any work.
    _ = try operations.engine.planErasure(
      operations.parts.reset.rules, cancellation: control.cancellation)
    let plan = BackupPlan(type: .safety, label: "Before the factory reset", isPinned: true)
    let announced = operations.newBackup(plan, by: caller)
    attempt.record.reset.safetyBackupId = announced.id
    try ledger.resets.save(attempt.record)
    try catalog.save(announced)
    var made: SafetyBackup?
    defer {
      if let made, made.entry.status == .completed { attempt.safetyBackup = made.entry }
      note.prove(attempt.safetyBackup)
    }
    return try operations.withSafetyBackup(
      announced, plan, catalog: catalog, control: control.part(.safetyBackup)
    ) { backup in
      made = backup
      return try erase(&attempt, ledger) { held, attempt in
        attempt.isHeld = true
        _ = try backup.complete(held)
        note.add(.safetyBackup(announced.id))
      }
    }
  }

  private func erase(
    _ attempt: inout Attempt, _ ledger: Ledger,
    completing: (any HeldDatabase, inout Attempt) throws -> Void
  ) throws -> EraseReport {
    try operations.engine.erase(
      operations.parts.reset.rules, cancellation: control.cancellation,
      progress: { control.progress(.reset, $0, of: $1, .rows) },
      whileWritersWait: { try completing($0, &attempt) },
      beforeCommit: { plan, mark in
        attempt.deleted = plan.tables.map { DeletedRows(table: $0.name, rows: $0.rows - $0.kept) }
        attempt.record.mark = mark
        attempt.record.reset.deletedRows = attempt.deleted.reduce(0) { $0 + $1.rows }
        attempt.record.reset.resetDate = operations.now()
        let subject = try operations.resetSubject(
          of: caller, fingerprint: plan.schemaFingerprint)
        try ledger.confirmations.spend(
          tokenCode: try tokenCode, for: subject, now: operations.now(), recording: attempt.record)
        attempt.isSpent = true
      })
  }

  /// Returns only if the data is gone in spite of the failure, which is a warning then.
  private func settle(
    _ attempt: inout Attempt, after failure: ContractError, _ catalog: Catalog, _ ledger: Ledger
  ) throws {
    if let mark = attempt.record.mark {
      let isErased = try? operations.engine.wasErased(
        mark, cancellation: control.shielded.cancellation)
      guard let isErased else {
        // The record stays as it is, for the next operation to look again.
        throw ContractError(
          "It is unknown whether the data was deleted: " + failure.message,
          ErrorData(
            kind: failure.kind, hint: "Check listActivity. The safety backup has all of the data.",
            id: attempt.safetyBackup?.id))
      }
      if isErased {
        attempt.record.reset.warnings.append(failure.message)
        return
      }
    }
    if attempt.isSpent { try? ledger.confirmations.takeBack(tokenCode: try tokenCode) }
    attempt.record.reset.status = .failed
    attempt.record.reset.error = failure.failure
    attempt.record.reset.deletedRows = nil
    if let safetyBackup = attempt.safetyBackup {
      operations.unpin(safetyBackup.id, in: catalog)
    } else {
      attempt.record.reset.safetyBackupId = nil
    }
    recordEnd(attempt.record, ActivityOutcome(of: failure.kind), failure)
    throw failure
  }

  /// A ledger that cannot be written now must not hide what was done; the record waits as it is.
  private func recordEnd(
    _ record: ResetRecord, _ outcome: ActivityOutcome, _ failure: ContractError? = nil
  ) {
    var draft = ActivityDraft(
      FactoryReset.name, outcome, by: caller, targets: note.targets, failure: failure,
      durationMs: record.reset.durationMs)
    draft.proof = note.proof
    if (try? operations.record(draft, with: record)) != nil { note.markRecorded() }
  }

  private func newReset() -> Reset {
    let time = operations.now()
    return Reset(
      id: operations.newID(at: time), createdAt: time, resetDate: time, status: .running,
      database: operations.parts.databaseName, requestedBy: caller.summary, warnings: [])
  }

  /// Nothing waits for this: the lock is free again.
  ///
  /// - Returns: the result, with a warning for each whom no mail reached.
  func telling(
    _ recipients: [MailAddress], of result: FactoryReset.Result
  ) -> FactoryReset.Result {
    guard let mail = operations.parts.mail else { return result }
    var result = result
    let message = ResetDoneMessage(
      product: operations.parts.databaseName, reset: result.reset,
      safetyBackup: result.safetyBackup, deleted: result.deleted)
    let failures = mail.sendToEach(
      message.content, of: recipients + operations.otherAdministrators(than: recipients),
      id: result.reset.id, at: operations.now(),
      control.shielded)
    for (address, failure) in failures {
      result.reset.warnings.append(
        "The mail about the reset to \(address.masked) failed: \(failure.message)")
    }
    return result
  }
}

extension String {
  /// Without white space at either end, as people type it along.
  var trimmed: Substring {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
