import AuditLog
import BackupProtocol
import Concurrency
import ObjectStorage
import StateFolder

/// What the audit log tells of backups and restores, for a catalog that is rebuilt.
struct RecordedHistory {
  /// By the id of a backup, how it was proven last, and when.
  private(set) var proofs: [String: (proof: Activity.Proof, at: Timestamp)] = [:]
  /// By the id of a backup, why its last verification failed.
  private(set) var damage: [String: Failure] = [:]
  /// Entries of restores and roll-backs, oldest first.
  private(set) var restores: [Activity] = []

  mutating func add(_ entry: Activity) {
    if let proof = entry.proof {
      proofs[proof.backupId] = (proof, entry.createdAt)
      damage[proof.backupId] = nil
    }
    switch entry.action {
    case RestoreBackup.name, RollbackRestore.name: restores.append(entry)
    case VerifyBackup.name:
      guard let failure = entry.error, failure.kind == .backupCorrupt,
        let id = entry.targets.first(where: { $0.type == "backup" })?.id
      else { return }
      proofs[id] = nil
      damage[id] = failure
    default: break
    }
  }

  /// Completes the entry of a backup that was made from its file.
  ///
  /// A proof holds for the bytes that were proven, and for no others.
  func complete(_ backup: inout Backup) {
    if let (proof, time) = proofs[backup.id], proof.checksum == backup.checksum {
      backup.verifiedAt = time
      backup.proof = Backup.Proof(
        depth: proof.depth, at: time,
        limits: proof.limited == true
          ? ["Not everything could be checked. Verify the backup again to see what."] : nil)
    } else {
      backup.error = damage[backup.id]
    }
  }
}

extension BackupOperations {
  /// What the audit log tells; nothing if there is none, or if it is not in order.
  func recordedHistory(_ control: OperationControl) throws -> RecordedHistory {
    var history = RecordedHistory()
    guard state.hasLedger, let report = try? checkAuditLog(control: control), report.ok else {
      try control.cancellation.check()
      return history
    }
    try ledger().forEachEntry(in: store) { history.add($0) }
    return history
  }
}
