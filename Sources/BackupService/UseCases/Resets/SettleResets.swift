import AuditLog
import BackupCatalog
import BackupProtocol
import Concurrency
import Confirmations
import Databases
import StateFolder

extension BackupOperations {
  /// Finds out what became of a reset that lost its process. The lock is held.
  ///
  /// Whether the data is gone is read off the database itself. Where that cannot be, the entry waits,
  /// and holds up nothing: a restore may be what is needed. No more does a ledger that cannot be used.
  func settleResets(in catalog: Catalog) {
    for running in (try? runningResets()) ?? [] {
      guard let isErased = try? isErased(running) else { continue }
      var ended = running
      if isErased {
        ended.reset.status = .completed
        ended.reset.warnings.append(
          "The process ended just after the data was deleted. No mail was sent, "
            + "and the disk space may not have been freed.")
      } else {
        ended.reset.status = .interrupted
        ended.reset.deletedRows = nil
        ended.reset.error = Self.interruption
      }
      guard (try? record(end(of: ended.reset), with: ended)) != nil else { continue }
      if !isErased, let id = running.reset.safetyBackupId { unpin(id, in: catalog) }
    }
  }

  /// To look makes no ledger: that one is gone is to be seen.
  func runningResets() throws -> [ResetRecord] {
    state.hasLedger ? try ledger().resets.running() : []
  }

  /// A safety backup of what is still there is one like any other.
  func unpin(_ id: String, in catalog: Catalog) {
    _ = try? catalog.update(Backup.self, id: id) { $0.pinned = false }
  }

  private func isErased(_ record: ResetRecord) throws -> Bool {
    guard let mark = record.mark else { return false }
    // Whoever only lists what there is comes by here as well, and waits for nobody.
    return try engine.waitingForLocks(atMost: Self.lockGlance).wasErased(
      mark, cancellation: Cancellation())
  }

  private func end(of reset: Reset) -> ActivityDraft {
    let safetyBackup = reset.safetyBackupId.map { [Activity.Target.safetyBackup($0)] } ?? []
    let isDone = reset.status == .completed
    return ActivityDraft(
      FactoryReset.name, isDone ? .succeeded : .interrupted, by: Caller(reset.requestedBy),
      targets: [.reset(reset.id)] + safetyBackup, failure: isDone ? nil : Self.lostProcess)
  }
}
