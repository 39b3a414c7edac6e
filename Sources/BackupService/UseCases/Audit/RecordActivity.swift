package import AuditLog
package import BackupProtocol
import Concurrency
import Confirmations
import Databases
import Logging
import StateFolder
import Synchronization

extension BackupOperations {
  /// Adds an entry to the audit log.
  ///
  /// - Parameter record: what is kept of a reset, which changes with the entry or not at all.
  /// - Throws: ``ContractError`` where it cannot be written.
  @discardableResult
  func record(_ draft: ActivityDraft, with record: ResetRecord?) throws -> Activity {
    try recording(draft) { ledger, key in
      try ledger.append(
        draft, database: parts.databaseName, key: key, clock: parts.clock
      ) { db in if let record { try ResetRecords.save(record, db) } }
    }
  }

  /// Writes to the audit log, and tells it where that cannot be.
  func recording<Value>(
    _ draft: ActivityDraft, _ write: (Ledger, ServiceKey) throws -> Value
  ) throws -> Value {
    // A wrong path must not become a new log by a call that finds nothing there.
    guard draft.failure == nil || state.exists || engine.exists else {
      throw ContractError(.storageUnavailable, "There is no audit log yet.")
    }
    do {
      let ledger = try ledger()
      let value = try write(ledger, serviceKey())
      sealAuditLogIfLarge()
      return value
    } catch {
      let failure = ContractError(error)
      tellUnrecorded(draft, failure)
      throw failure
    }
  }

  /// Adds an entry to the audit log.
  ///
  /// - Throws: ``ContractError`` where it cannot be written.
  @discardableResult
  package func record(_ draft: ActivityDraft) throws -> Activity {
    try record(draft, with: nil)
  }

  /// Runs an action, and then adds to the audit log how it ended.
  ///
  /// A log that cannot be written is told as a warning, and does not make the action a failure: what
  /// was done is done.
  package func recorded<Value: Sendable>(
    _ action: String, by caller: Caller,
    _ body: (ActivityNote) async throws -> Value
  ) async throws -> Value {
    let note = ActivityNote()
    let result: Result<Value, any Error>
    do { result = .success(try await body(note)) } catch { result = .failure(error) }
    record(result, of: action, by: caller, note)
    return try result.get()
  }

  /// As the other, for a step of a longer action.
  func recorded<Value>(
    _ action: String, by caller: Caller, _ body: (ActivityNote) throws -> Value
  ) throws -> Value {
    let note = ActivityNote()
    let result = Result { try body(note) }
    record(result, of: action, by: caller, note)
    return try result.get()
  }

  private func record<Value>(
    _ result: Result<Value, any Error>, of action: String, by caller: Caller, _ note: ActivityNote
  ) {
    guard !note.hasEntry else { return }
    let duration = milliseconds(since: note.start)
    switch result {
    case .success:
      var draft = ActivityDraft(
        action, .succeeded, by: caller, targets: note.targets, durationMs: duration)
      draft.proof = note.proof
      _ = try? record(draft)
    case .failure(let error):
      let failure = ContractError(error)
      // No folder is made, in the place of one that is not mounted say, to tell that nothing was found.
      if !state.exists, [.notFound, .storageUnavailable].contains(failure.kind) { return }
      var draft = ActivityDraft(
        action, failedWith: failure, by: caller, targets: note.targets, durationMs: duration)
      draft.proof = note.proof
      try? recordOutcome(draft)
    }
  }

  /// Logs each entry that is lost, and warns once: at the first that is not of an action which failed
  /// for want of the same folder, and has told so.
  private func tellUnrecorded(_ draft: ActivityDraft, _ failure: ContractError) {
    parts.log.notice(
      "the audit log could not be written",
      metadata: [
        "action": "\(draft.action)", "outcome": "\(draft.outcome.rawValue)",
        "error": "\(failure.message)",
      ])
    let warning = HealthWarning(
      kind: Self.kind(ofLost: failure), severity: .critical,
      message: "The audit log could not be written: \(failure.message)",
      hint: failure.data.hint)
    let isKnown =
      draft.failure.map { [.storageUnavailable, .storageFull].contains($0.kind) } ?? false
    let shouldTell = unrecorded.withLock { last in
      let wasTold = last?.isTold ?? false
      last = (warning, wasTold || !isKnown)
      return !wasTold && !isKnown
    }
    if shouldTell { send(.warning(warning)) }
  }
}

extension BackupOperations {
  /// The kind of the warning that an entry of the audit log is lost.
  private static func kind(ofLost failure: ContractError) -> String {
    if failure == lostKey { return "keyMissing" }
    let isDamaged = [Ledger.altered, ServiceDatabase.damaged].contains(failure.data.reason)
    return isDamaged ? "auditDamaged" : "auditUnwritable"
  }
}

/// What an action tells of itself while it runs, for its entry in the audit log.
package final class ActivityNote: Sendable {
  let start = ContinuousClock.now
  private struct State {
    var targets: [Activity.Target] = []
    var proof: Activity.Proof?
    var hasEntry = false
  }

  private let state = Mutex(State())

  /// Names something that the action is done to or with.
  package func add(_ target: Activity.Target) {
    state.withLock { if !$0.targets.contains(target) { $0.targets.append(target) } }
  }

  /// Tells of a backup that a trial restore has proven.
  func prove(_ backup: Backup?) {
    guard let backup, let proof = backup.proof, proof.depth != .stored,
      let checksum = backup.checksum
    else { return }
    let isLimited = proof.limits?.isEmpty == false || proof.findings?.isEmpty == false
    state.withLock {
      $0.proof = Activity.Proof(
        backupId: backup.id, depth: proof.depth, checksum: checksum,
        limited: isLimited ? true : nil)
    }
  }

  /// The call only asks again for the outcome of an earlier one, which has its own entry.
  func markRepeated() { markRecorded() }

  /// The action has written its entry itself.
  func markRecorded() { state.withLock { $0.hasEntry = true } }

  package init() {}

  var proof: Activity.Proof? { state.withLock { $0.proof } }
  var targets: [Activity.Target] { state.withLock { $0.targets } }
  var hasEntry: Bool { state.withLock { $0.hasEntry } }
}
