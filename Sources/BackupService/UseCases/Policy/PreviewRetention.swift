import BackupCatalog
import BackupPolicy
package import BackupProtocol
import ObjectStorage

extension BackupOperations {
  /// Decides for every backup whether the policy keeps it. Removes nothing.
  ///
  /// - Throws: `notFound` for a storage that is not configured.
  package func previewRetention(
    _ params: PreviewRetention.Params
  ) async throws -> PreviewRetention.Result {
    try await run(.previewRetention) {
      try requireStorage(params.storage)
      let rules = try params.policy.map { try RetentionRules($0) }
      guard let catalog = try knownCatalog() else {
        return PreviewRetention.Result(decisions: [], freedBytes: 0, recentRemovals: 0)
      }
      settleInterruptedIfRunning(in: catalog)
      let (plan, backups) = try retentionPlan(rules, in: catalog)
      return PreviewRetention.Result(
        decisions: plan.decisions.compactMap { decision in
          backups[decision.entry.id].map { backup in
            PreviewRetention.Decision(
              backup: PreviewRetention.Entry(
                id: backup.id, fileName: backup.fileName, backupDate: backup.backupDate,
                fileSize: backup.fileSize),
              keep: decision.isKept, reasons: decision.reasons.map(\.text))
          }
        },
        freedBytes: plan.freedBytes, recentRemovals: plan.removedWithinDay(before: now()))
    }
  }

  /// - Throws: `notFound`.
  func requireStorage(_ name: String?) throws {
    if let name, name != parts.storageName { throw ContractError.notFound("storage", id: name) }
  }

  /// The decisions of a policy, or else of the one that is set, and the backups by their ids.
  func retentionPlan(
    _ rules: RetentionRules?, in catalog: Catalog
  ) throws -> (plan: RetentionPlan, backups: [String: Catalog.RetainedBackup]) {
    let rules = try rules ?? RetentionRules(retentionPolicy(in: catalog), at: "policy")
    let zone = try timetable(in: catalog).timeZone
    let objects = try? store.list()
    let sizes = Dictionary((objects ?? []).map { ($0.key.name, Int($0.size)) }) { first, _ in first
    }
    let backups = try catalog.retainedBackups()
    let entries = backups.map { backup in
      let isThere = objects == nil || sizes[backup.fileName] == backup.fileSize
      return RetentionEntry(
        id: backup.id, date: backup.backupDate, bytes: backup.fileSize, type: backup.type,
        status: backup.status, isProven: backup.isProven && isThere, isPinned: backup.isPinned,
        isDamaged: backup.status == .completed && (backup.isDamaged || !isThere),
        isWayBack: backup.isWayBack)
    }
    let plan = rules.plan(
      entries, now: now(), zone: zone, hold: try retentionHold(catalog, isListed: objects != nil))
    return (plan, Dictionary(backups.map { ($0.id, $0) }) { first, _ in first })
  }

  /// Why nothing may be removed for now; nil if something may.
  private func retentionHold(_ catalog: Catalog, isListed: Bool) throws -> RetentionPlan.Hold? {
    guard isListed else { return .storageNotListed }
    return switch try catalog.latestBackup()?.status {
    case .failed, .interrupted: .lastRunFailed
    case .running, .completed, .cancelled, nil: nil
    }
  }
}
