import AuditLog
import BackupCatalog
import BackupPolicy
package import BackupProtocol
import Concurrency

extension BackupOperations {
  /// Removes what the policy does not keep, the oldest first.
  ///
  /// Decides under the lock, so that nothing changes between the decision and the removal. Each
  /// removal asks ``DeletionGuard`` and has its own entry in the audit log. A backup that the guard
  /// protects is kept.
  ///
  /// - Throws: `notFound` for a storage that is not configured; what ``deleteBackup(_:by:)`` throws if
  ///   a file cannot be removed. The ones before are removed then.
  package func applyRetention(
    _ params: ApplyRetention.Params, by caller: Caller, control: OperationControl
  ) async throws -> ApplyRetention.Result {
    try await run(.applyRetention, by: caller) { _ in
      try requireStorage(params.storage)
      let rules = try params.policy.map { try RetentionRules($0) }
      guard let catalog = try knownCatalog() else {
        return ApplyRetention.Result(removed: [], freedBytes: 0)
      }
      return try holdingLock(
        for: .applyRetention, by: caller, catalog: catalog, control: control
      ) {
        try removeUnkept(by: rules, in: catalog, by: caller, control)
      }
    }
  }

  /// The lock is held.
  func removeUnkept(
    by rules: RetentionRules?, in catalog: Catalog, by caller: Caller, _ control: OperationControl
  ) throws -> ApplyRetention.Result {
    var result = ApplyRetention.Result(removed: [], freedBytes: 0)
    // Also of a removal that fails in the middle, or is cancelled.
    defer {
      if !result.removed.isEmpty {
        send(.retentionApplied(removed: result.removed, freedBytes: result.freedBytes))
      }
    }
    for id in try retentionPlan(rules, in: catalog).plan.removed {
      try control.cancellation.check()
      let backup = try catalog.find(Backup.self, id: id)
      guard try mayRemove(backup, in: catalog, by: caller) else { continue }
      result.freedBytes += try recorded(DeleteBackup.name, by: caller) { note in
        note.add(.backup(id))
        return try remove(backup, in: catalog, by: caller)
      }
      result.removed.append(id)
    }
    return result
  }

  private func mayRemove(_ backup: Backup, in catalog: Catalog, by caller: Caller) throws -> Bool {
    do {
      try DeletionGuard(self, catalog).check(backup, isForced: false, by: caller)
      return true
    } catch let refusal as ContractError
      where [.confirmationInvalid, .permissionDenied].contains(refusal.kind)
    {
      return false
    }
  }
}
