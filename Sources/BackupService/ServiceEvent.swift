package import BackupProtocol

/// What the service tells on its own.
package enum ServiceEvent: Sendable {
  case backupCompleted(Backup)
  case backupFailed(Backup)
  case backupCancelled(Backup)
  case restoreCompleted(Restore)
  case restoreFailed(Restore)
  case restoreCancelled(Restore)
  case resetCompleted(Reset)
  case restartRequired(RestartRequired.Reason, restoreID: String?)
  case retentionApplied(removed: [String], freedBytes: Int)
  case warning(HealthWarning)
}
