import AuditLog
import BackupCatalog
import BackupProtocol
import Glibc
import ObjectStorage
import StateFolder

/// Puts right what processes left that ended in the middle of an operation.
///
/// An entry that is running while nobody holds the lock has lost its process. Its files go; a
/// half-written backup never had a name.
extension BackupOperations {
  /// At the first use of the catalog: everything, unless an operation is under way.
  ///
  /// Where that fails it is left for the next time: whoever only reads must not be held up by it,
  /// and who needs the store will be told by it.
  func settleInterrupted(in catalog: Catalog) {
    try? lock.withHoldIfFree {
      // What is left in scratch tells what became of a restore, and stays until that is written down.
      try settleRunning(in: catalog)
      removeLeftovers()
    }
  }

  /// The lock is held, so that nobody is writing a backup.
  func removeLeftovers() {
    scratch.removeAbandoned()
    try? store.removeUnfinished()
    // A rebuild holds the lock, so that this is of one that was cut off.
    for suffix in ["", "-journal"] {
      unlink(state.catalogPath + Self.rebuildSuffix + suffix)
    }
  }

  /// Before a list is shown: what has lost its process since this one started.
  func settleInterruptedIfRunning(in catalog: Catalog) {
    let running = try? catalog.hasUnfinished()
    let resets = try? runningResets()
    if running == true || resets?.isEmpty == false { settleInterrupted(in: catalog) }
  }

  /// The lock is held, and no entry of this operation's own has been made yet.
  func settleRunning(in catalog: Catalog) throws {
    for backup in try catalog.entries(Backup.self, status: BackupStatus.running.rawValue) {
      try stored(backup)?.delete()
      var ended = backup
      // With a reason it is one that failed, and that could not be cleared away then.
      ended.status = backup.error.map { BackupStatus(endedBy: $0.kind) } ?? .interrupted
      ended.error = backup.error ?? Self.interruption
      if backup.error == nil, backup.type != .safety {
        let action = backup.type == .import ? ImportBackup.name : CreateBackup.name
        recordInterruption(of: action, by: backup.createdBy, [.backup(backup.id)])
      }
      try catalog.save(ended)
    }
    for restore in try catalog.entries(Restore.self, status: RestoreStatus.running.rawValue) {
      let ended = ended(restore)
      recordInterruption(of: restore)
      try catalog.save(ended)
    }
    settleResets(in: catalog)
    try settleDeletions(in: catalog)
  }

  private func recordInterruption(of restore: Restore) {
    var targets: [Activity.Target] = [.backup(restore.backupId), .restore(restore.id)]
    if let undone = restore.rollbackOf { targets.insert(.rollbackOf(undone), at: 0) }
    if let safetyBackup = restore.safetyBackupId { targets.append(.safetyBackup(safetyBackup)) }
    recordInterruption(
      of: restore.rollbackOf == nil ? RestoreBackup.name : RollbackRestore.name,
      by: restore.restoredBy, targets)
  }

  /// Once, however often it is tried to put the entry right.
  private func recordInterruption(
    of action: String, by actor: ActorSummary?, _ targets: [Activity.Target]
  ) {
    let isKnown = try? ledger().list(
      Activity.self,
      ListFilter(
        limit: 1, query: targets.last?.id,
        equal: [("outcome", ActivityOutcome.interrupted.rawValue), ("action", action)]))
    guard isKnown?.entries.isEmpty != false else { return }
    _ = try? record(
      ActivityDraft(
        action, .interrupted, by: Caller(actor), targets: targets,
        failure: Self.lostProcess))
  }

  static var interruption: Failure { lostProcess.failure }

  static var lostProcess: ContractError {
    ContractError(
      .internalError, "The process ended before the operation did.",
      hint: "Start the operation again.")
  }
}
