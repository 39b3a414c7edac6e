import AuditLog
import BackupCatalog
package import BackupProtocol

extension BackupOperations {
  /// Changes what a person may change of an entry: its label, and whether it is kept for good.
  package func updateBackup(
    _ params: UpdateBackup.Params, by caller: Caller
  ) async throws -> UpdateBackup.Result {
    try await run(.updateBackup, by: caller) { note in
      note.add(.backup(params.id))
      if case .set(let label) = params.label { try Self.check(label: label) }
      let catalog = try existingCatalog(for: "backup", id: params.id)
      if params.pinned == false {
        try DeletionGuard(self, catalog).checkReset(params.id, by: caller)
      }
      let backup = try catalog.update(Backup.self, id: params.id) { backup in
        switch params.label {
        case .unchanged: break
        case .set(let label): backup.label = label
        case .cleared: backup.label = nil
        }
        if let pinned = params.pinned { backup.pinned = pinned }
      }
      return UpdateBackup.Result(backup: backup)
    }
  }
}
