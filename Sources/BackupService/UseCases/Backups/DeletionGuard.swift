import BackupCatalog
import BackupProtocol
import Confirmations
import ObjectStorage
import StateFolder

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
    if isForced { try requireReset(of: caller, "Deleting with force needs the permission reset.") }
    try checkReset(backup.id, by: caller)
    if backup.pinned {
      throw ContractError(
        "This backup is pinned.",
        ErrorData(
          kind: .confirmationInvalid, hint: "Unpin it first.", reason: "pinned", id: backup.id))
    }
    guard !isForced else { return }
    if try catalog.isWayBack(backup.id) {
      throw Self.protected(
        backup, "This safety backup is the only way to undo a restore.", reason: "wayBack")
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
    guard operations.state.hasLedger, try operations.ledger().resets.safetyBackupIDs().contains(id)
    else {
      return
    }
    try requireReset(
      of: caller,
      "Unpinning or deleting the safety backup of a factory reset needs the permission reset.")
  }

  private func requireReset(of caller: Caller, _ message: String) throws {
    guard !caller.mayReset else { return }
    throw ContractError(
      message,
      ErrorData(kind: .permissionDenied, permission: "reset", role: caller.summary?.role))
  }

  private static func protected(
    _ backup: Backup, _ message: String, reason: String
  ) -> ContractError {
    ContractError(
      message,
      ErrorData(
        kind: .confirmationInvalid,
        hint: "To delete it anyway, pass force. That needs the permission reset.",
        path: "params.force", reason: reason, permission: "reset", id: backup.id))
  }

  /// The newest backup of this database that was proven, and whose file is there in its length.
  private func newestProven() throws -> Backup? {
    try catalog.newestProven { backup in
      guard backup.type.isOfDatabase, let stored = operations.stored(backup) else { return false }
      return try stored.size() == Int64(backup.fileSize)
    }
  }
}
