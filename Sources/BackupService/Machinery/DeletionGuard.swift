import BackupProtocol
import GRDB
import ObjectStorage

/// Decides who may delete or unpin which backup, so that nobody deletes the last way back.
struct DeletionGuard {
  private let operations: BackupOperations
  private let catalog: Catalog

  init(_ operations: BackupOperations, _ catalog: Catalog) {
    self.operations = operations
    self.catalog = catalog
  }

  /// Returns where the backup may be deleted.
  ///
  /// - Throws: `confirmationInvalid` with the reason `pinned`, `newestProven` or `wayBack`;
  ///   `permissionDenied` where it takes the permission to reset.
  func check(_ backup: Backup, isForced: Bool, by caller: Caller) throws {
    if isForced { try requireReset(of: caller, "Only who may reset can delete with force.") }
    try checkReset(backup.id, by: caller)
    if backup.pinned {
      throw ServiceError(
        "This backup is pinned.",
        ErrorData(
          kind: .confirmationInvalid, hint: "Unpin it first.", reason: "pinned", id: backup.id))
    }
    guard !isForced else { return }
    if try isWayBack(backup.id) {
      throw Self.protected(
        backup, "A restore can be undone by this safety backup alone.", reason: "wayBack")
    }
    if try newestProven()?.id == backup.id {
      throw Self.protected(
        backup, "This is the newest backup that was proven.", reason: "newestProven")
    }
  }

  /// The safety backup of a factory reset is in the hands of those who may reset.
  ///
  /// - Throws: `permissionDenied`.
  func checkReset(_ id: String, by caller: Caller) throws {
    guard operations.hasLedger, try operations.ledger().safetyBackupIDs().contains(id) else {
      return
    }
    try requireReset(
      of: caller, "Only who may reset can unpin or delete the safety backup of a factory reset.")
  }

  private func requireReset(of caller: Caller, _ message: String) throws {
    guard !caller.mayReset else { return }
    throw ServiceError(
      message,
      ErrorData(kind: .permissionDenied, permission: "reset", role: caller.summary?.role))
  }

  private static func protected(
    _ backup: Backup, _ message: String, reason: String
  ) -> ServiceError {
    ServiceError(
      message,
      ErrorData(
        kind: .confirmationInvalid,
        hint: "Pass force to delete it all the same. That needs the permission reset.",
        path: "params.force", reason: reason, permission: "reset", id: backup.id))
  }

  /// Whether a restore that changed the database, and was not undone since, has this safety backup.
  private func isWayBack(_ id: String) throws -> Bool {
    try catalog.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM restore AS done
            WHERE json_extract(done.entry, '$.safetyBackupId') = ?
              AND done.status IN ('completed', 'interrupted', 'running')
              AND NOT EXISTS (
                SELECT 1 FROM restore AS undone
                WHERE undone.status = 'completed'
                  AND json_extract(undone.entry, '$.rollbackOf') = done.id))
          """, arguments: [id]) ?? false
    }
  }

  /// The newest backup of this database that was proven, and whose file is there in its length. After
  /// a rebuild of the catalog, what was not found damaged counts as proven.
  private func newestProven() throws -> Backup? {
    let texts = try catalog.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT entry FROM backup
          WHERE status = 'completed' AND json_extract(entry, '$.error') IS NULL
            AND (json_extract(entry, '$.verifiedAt') IS NOT NULL
              OR json_extract(entry, '$.rebuiltAt') IS NOT NULL)
          ORDER BY id DESC
          """)
    }
    for text in texts {
      let backup: Backup = try Catalog.decode(text)
      guard backup.type.isOfDatabase, let key = backup.objectKey else { continue }
      if let info = try operations.store.info(key), info.size == Int64(backup.fileSize) {
        return backup
      }
    }
    return nil
  }
}
