package import BackupProtocol

extension BackupOperations {
  /// One entry, and the manifest of what it holds where there is one.
  package func getBackup(_ params: GetBackup.Params) throws -> GetBackup.Result {
    let catalog = try catalog()
    settleInterruptedIfRunning(in: catalog)
    let backup = try catalog.find(Backup.self, id: params.id)
    return GetBackup.Result(backup: backup, manifest: try catalog.manifest(id: params.id))
  }
}
