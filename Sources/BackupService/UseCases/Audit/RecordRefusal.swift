package import AuditLog
import BackupProtocol
import Concurrency
import Logging
import StateFolder

/// Refusals cost the one who is refused nothing, so that their entries must not cost much either.
extension BackupOperations {
  /// Counts a refusal if one of the same actor, method and kind was recorded a short time ago.
  ///
  /// Waits for nothing. The count is in the ledger a moment later.
  ///
  /// - Returns: false if ``recordOutcome(_:)`` has to record it.
  func countRefusal(_ draft: ActivityDraft) -> Bool {
    guard let refusal = Refusal(draft) else { return false }
    switch refusals.count(refusal, at: now()) {
    case .unknown: return false
    case .counted: return true
    case .countedFirst:
      if let delay = parts.refusalDelay { saveRefusals(after: delay) }
      return true
    }
  }

  /// Adds the refusal of a call to the audit log. Repeated ones are counted, at no cost to the caller.
  ///
  /// - Throws: ``ContractError`` if it cannot be written.
  package func recordRefusal(_ draft: ActivityDraft) async throws {
    if countRefusal(draft) { return }
    try await run(.recordRefusal) { try recordOutcome(draft) }
  }

  /// Writes down all refusals that were counted. Call it when no more calls are to come.
  package func endRefusals() async throws {
    try await run(.recordRefusal) { try saveRefusals(endAll: true) }
  }

  /// Adds an entry to the audit log. Repeated refusals of one actor, method and kind become one entry.
  ///
  /// - Throws: ``ContractError`` if it cannot be written.
  package func recordOutcome(_ draft: ActivityDraft) throws {
    guard let refusal = Refusal(draft) else {
      try record(draft)
      return
    }
    if countRefusal(draft) { return }
    try recording(draft) { ledger, key in
      let unsaved = refusals.takeUnsaved()
      do {
        let added = try ledger.add(
          refusal, unsaved: unsaved, database: parts.databaseName, key: key, clock: parts.clock)
        refusals.open(added.window, fullUntil: added.fullUntil, at: now())
      } catch {
        refusals.putBack(unsaved)
        throw error
      }
    }
  }

  /// Writes what was counted to the ledger, and an entry for each window that has ended.
  ///
  /// - Parameter all: whether the windows that are open end as well.
  package func saveRefusals(endAll all: Bool = false) throws {
    guard state.hasLedger else { return }
    let unsaved = refusals.takeUnsaved()
    do {
      let ledger = try ledger()
      let mustWrite = try all || !unsaved.isEmpty || ledger.hasEndedRefusals(at: now())
      guard mustWrite else { return }
      try ledger.saveRefusals(
        unsaved, endAll: all, database: parts.databaseName, key: serviceKey(), clock: parts.clock)
      if all { refusals.close() }
    } catch {
      refusals.putBack(unsaved)
      throw error
    }
  }

  /// Many refusals are one write to the disk.
  private func saveRefusals(after delay: Duration) {
    Task { [weak self] in
      try? await Task.sleep(for: delay)
      guard let operations = self else { return }
      do {
        try await operations.run(.recordRefusal) { try operations.saveRefusals() }
      } catch {
        operations.parts.log.notice(
          "counts of refusals could not be saved",
          metadata: ["error": "\(ContractError(error).message)"])
      }
    }
  }
}
