import AuditLog
import BackupCatalog
package import BackupProtocol
import ObjectStorage

extension BackupOperations {
  /// Removes a backup's file and its entry.
  ///
  /// The catalog notes first what is to go: whoever opens it after a crash finishes the deletion, so
  /// that no entry is left without its file, and no file without its entry.
  ///
  /// - Throws: `confirmationInvalid` for a pinned backup, and without `force` for one that
  ///   ``DeletionGuard`` protects; `permissionDenied` for what only those may delete who may reset.
  package func deleteBackup(
    _ params: DeleteBackup.Params, by caller: Caller
  ) async throws -> DeleteBackup.Result {
    try await run(.deleteBackup, by: caller) { note in
      note.add(.backup(params.id))
      let catalog = try existingCatalog(for: "backup", id: params.id)
      return try holdingLock(for: .deleteBackup, by: caller, catalog: catalog) {
        let backup = try catalog.find(Backup.self, id: params.id)
        try DeletionGuard(self, catalog).check(backup, isForced: params.force ?? false, by: caller)
        let freed = try remove(backup, in: catalog, by: caller)
        return DeleteBackup.Result(deleted: true, freedBytes: freed)
      }
    }
  }

  /// Removes a backup that may be deleted. The lock is held.
  ///
  /// - Returns: how many bytes of storage that freed.
  func remove(_ backup: Backup, in catalog: Catalog, by caller: Caller) throws -> Int {
    let stored = stored(backup)
    let freed = Int(try stored?.size() ?? 0)
    try catalog.markDeletion(of: backup.id, by: caller)
    do {
      try stored?.delete()
    } catch {
      // Where the file is there yet, nothing has been deleted.
      if case .some(.some) = try? stored?.size() as Int64?? {
        try? catalog.unmarkDeletion(of: backup.id)
      }
      throw error
    }
    try catalog.removeBackup(id: backup.id)
    return freed
  }

  /// Finishes the deletions that lost their process. The lock is held.
  func settleDeletions(in catalog: Catalog) throws {
    for deletion in try catalog.deletions() {
      guard let backup = try? catalog.find(Backup.self, id: deletion.id) else {
        try catalog.unmarkDeletion(of: deletion.id)
        continue
      }
      do {
        try stored(backup)?.delete()
      } catch {
        // It holds up nothing else; the note waits.
        continue
      }
      try catalog.removeBackup(id: deletion.id)
      _ = try? record(
        ActivityDraft(
          DeleteBackup.name, .succeeded, by: Caller(deletion.actor),
          targets: [.backup(deletion.id)]))
    }
  }
}
