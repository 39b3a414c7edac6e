import BackupProtocol
package import BackupService
package import JSONRPC

extension ServiceEvent {
  /// The notifications that a client may get without asking.
  static let names = [
    BackupCompleted.name, BackupFailed.name, BackupCancelled.name, RestoreCompleted.name,
    RestoreFailed.name, RestoreCancelled.name, ResetCompleted.name, RestartRequired.name,
    RetentionApplied.name, HealthWarningRaised.name,
  ]
}

extension Connection {
  /// Tells the client what happened.
  package func notify(_ event: ServiceEvent) {
    switch event {
    case .backupCompleted(let backup):
      notify(BackupCompleted.name, BackupCompleted.Params(backup: backup))
    case .backupFailed(let backup):
      notify(BackupFailed.name, BackupFailed.Params(backup: backup))
    case .backupCancelled(let backup):
      notify(BackupCancelled.name, BackupCancelled.Params(backup: backup))
    case .restoreCompleted(let restore):
      notify(RestoreCompleted.name, RestoreCompleted.Params(restore: restore))
    case .restoreFailed(let restore):
      notify(RestoreFailed.name, RestoreFailed.Params(restore: restore))
    case .restoreCancelled(let restore):
      notify(RestoreCancelled.name, RestoreCancelled.Params(restore: restore))
    case .resetCompleted(let reset):
      notify(ResetCompleted.name, ResetCompleted.Params(reset: reset))
    case .restartRequired(let reason, let restoreID):
      notify(
        RestartRequired.name, RestartRequired.Params(reason: reason, restoreId: restoreID))
    case .retentionApplied(let removed, let freedBytes):
      notify(
        RetentionApplied.name, RetentionApplied.Params(removed: removed, freedBytes: freedBytes))
    case .warning(let warning):
      notify(HealthWarningRaised.name, HealthWarningRaised.Params(warning: warning))
    }
  }
}
