// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Everything that the service answers and sends, for tables and tests to go through.
public enum Contract {
  /// The methods, in the order of the documentation.
  public static let methods: [any BackupMethod.Type] = [
    Initialize.self,
    Ping.self,
    Discover.self,
    Shutdown.self,
    CreateBackup.self,
    ListBackups.self,
    GetBackup.self,
    VerifyBackup.self,
    DeleteBackup.self,
    UpdateBackup.self,
    ExportBackup.self,
    ImportBackup.self,
    PreviewRestore.self,
    RestoreBackup.self,
    RollbackRestore.self,
    ListRestores.self,
    RequestResetOtp.self,
    VerifyResetOtp.self,
    FactoryReset.self,
    GetSchedule.self,
    SetSchedule.self,
    GetRetention.self,
    SetRetention.self,
    PreviewRetention.self,
    ApplyRetention.self,
    GetStatus.self,
    ListActivity.self,
  ]

  /// The notifications that the server takes.
  public static let notifications: [any BackupNotification.Type] = [
    Exit.self,
    CancelRequest.self,
  ]

  /// The notifications that the server sends: progress of a call, and events.
  public static let events: [any BackupNotification.Type] = [
    Progress.self,
    BackupCompleted.self,
    BackupFailed.self,
    BackupCancelled.self,
    RestoreCompleted.self,
    RestoreFailed.self,
    RestoreCancelled.self,
    ResetCompleted.self,
    RestartRequired.self,
    RetentionApplied.self,
    HealthWarningRaised.self,
  ]
}
