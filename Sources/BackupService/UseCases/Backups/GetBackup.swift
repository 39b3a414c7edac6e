import BackupCatalog
package import BackupProtocol

extension BackupOperations {
  /// The newest completed backup of this database, neither an import nor a safety backup. One that was
  /// found damaged counts only where no other one is there.
  ///
  /// - Throws: `notFound` where there is none.
  package func latestBackup() async throws -> Backup {
    try await run(.latestBackup) {
      if let catalog = try knownCatalog() {
        settleInterruptedIfRunning(in: catalog)
        let whole = try catalog.latestBackup([.completed], isWhole: true)
        if let latest = try whole ?? catalog.latestBackup([.completed]) { return latest }
      }
      throw ContractError(
        .notFound, "There is no completed backup of this database.",
        hint: "Imports and safety backups do not count as the latest backup. Name one by its id: "
          + "strongroom list shows them.")
    }
  }

  /// One entry, and the manifest of what it holds where there is one.
  package func getBackup(_ params: GetBackup.Params) async throws -> GetBackup.Result {
    try await run(.getBackup) {
      let catalog = try existingCatalog(for: "backup", id: params.id)
      settleInterruptedIfRunning(in: catalog)
      let backup = try catalog.find(Backup.self, id: params.id)
      return GetBackup.Result(backup: backup, manifest: try catalog.manifest(id: params.id))
    }
  }
}
