import Concurrency

/// Everything that can be asked of the service.
enum UseCase: String, CaseIterable, Sendable {
  case listBackups, getBackup, listRestores, listActivity, getStatus, latestBackup
  case getSchedule, getRetention, previewRetention
  case updateBackup, deleteBackup, recordRefusal, setSchedule, setRetention
  case verifyBackup, exportBackup, previewRestore
  case requestResetOtp, verifyResetOtp, verifyAuditLog, sendTestMail
  case createBackup, importBackup, restoreBackup, rollbackRestore, factoryReset, rebuildCatalog
  case applyRetention, dueRun, runDue

  /// What others see of it while it holds the lock.
  var operationName: String { self == .runDue ? Self.createBackup.rawValue : rawValue }

  /// Where a use case runs, and what it may run beside.
  struct Rule: Sendable {
    let executor: BlockingExecutor
    /// Whether it passes the gate, which bounds how many run at once.
    var isLong = false
    /// Whether it holds the lock, which only one process has at a time.
    var isExclusive = false

    /// Reads the catalog or the log, beside anything.
    static let reading = Rule(executor: .serving)
    /// Takes a moment, beside anything.
    static let brief = Rule(executor: .working)
    /// Takes a moment, alone.
    static let briefAlone = Rule(executor: .working, isExclusive: true)
    /// Takes long, beside anything.
    static let long = Rule(executor: .working, isLong: true)
    /// Takes long, beside all that does not change the database or remove backups.
    static let longAlone = Rule(executor: .working, isLong: true, isExclusive: true)
  }

  /// The only place that says what may run beside what.
  var rule: Rule {
    switch self {
    case .listBackups, .getBackup, .listRestores, .listActivity, .latestBackup: .reading
    case .getSchedule, .getRetention: .reading
    // The first look notes that it was.
    case .dueRun: .brief
    // These list the storage, which may be slow.
    case .getStatus, .previewRetention: .brief
    case .updateBackup, .recordRefusal, .setSchedule, .setRetention: .brief
    case .deleteBackup: .briefAlone
    case .verifyBackup, .exportBackup, .previewRestore: .long
    case .requestResetOtp, .verifyResetOtp, .verifyAuditLog, .sendTestMail: .long
    case .createBackup, .importBackup, .restoreBackup, .rollbackRestore, .factoryReset,
      .rebuildCatalog, .applyRetention, .runDue:
      .longAlone
    }
  }
}
