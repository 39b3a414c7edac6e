package import BackupProtocol
import ObjectStorage

extension BackupOperations {
  /// Removes a backup's file, then its entry, so that a crash in between leaves an entry without a
  /// file and never a file that nobody knows of.
  package func deleteBackup(
    _ params: DeleteBackup.Params, by caller: Caller
  ) throws -> DeleteBackup.Result {
    try recorded(DeleteBackup.name, by: caller) { note in
      note.add(.backup(params.id))
      let catalog = try existingCatalog(for: "backup", id: params.id)
      let hold = try hold(DeleteBackup.name, by: caller, catalog: catalog)
      defer { _ = hold }
      let backup = try catalog.find(Backup.self, id: params.id)
      var freed = 0
      if let key = backup.objectKey {
        freed = Int(try store.info(key)?.size ?? 0)
        try store.delete(key)
      }
      try catalog.removeBackup(id: backup.id)
      return DeleteBackup.Result(deleted: true, freedBytes: freed)
    }
  }
}
