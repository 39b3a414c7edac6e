import AuditLog
import BackupProtocol
import Glibc
import StateFolder
import Synchronization

extension BackupOperations {
  /// What is wrong with the audit log at a glance: its end is looked at, not its entries.
  func auditWarnings() -> [HealthWarning] {
    let lost = unrecorded.withLock { $0?.warning }
    if let lost { return [lost] }
    do {
      let key = try state.existingKey()
      guard state.hasLedger else {
        if try key != nil || hasHistory() { throw Self.lostLedger }
        return []
      }
      if let key {
        try ledger().checkEnd(key)
      } else {
        // Throws where there are entries already.
        try requireKeyOfHead()
      }
      guard let key, !key.isPrivate else { return [] }
      return [
        HealthWarning(
          kind: "keyExposed",
          message: "Other users can read the key of the service (\(ServiceKey.fileName)).",
          hint: "Run chmod 600 on it.")
      ]
    } catch {
      let failure = ContractError(error)
      return [
        HealthWarning(
          kind: failure == Self.lostKey ? "keyMissing" : "auditDamaged", severity: .critical,
          message: failure.message, hint: failure.data.hint)
      ]
    }
  }

  private func requireKeyOfHead() throws {
    guard try ledger().hasHead,
      try state.existingKey() == nil
    else { return }
    throw Self.lostKey
  }

  private static var lostLedger: ContractError {
    ContractError(
      .storageUnavailable, "The audit log is missing.",
      hint: "Put \(ServiceFolder.ledgerFileName) back into the backup folder.")
  }
}
