import BackupProtocol

extension GetStatus.Summary {
  /// Sums up what the parts of a status say.
  init(
    _ warnings: [HealthWarning], _ health: BackupHealth, storage: [GetStatus.Storage],
    now: Timestamp
  ) {
    let critical = warnings.filter { $0.severity == .critical }
    let grave = critical.isEmpty ? warnings.filter { $0.severity == .warning } : critical
    let lastSuccess = health.latestWhole?.backupDate
    let others =
      switch grave.count {
      case 0...1: ""
      case 2: " There is one more warning."
      default: " There are \(grave.count - 1) more warnings."
      }
    self.init(
      state: grave.isEmpty ? .ok : critical.isEmpty ? .warning : .critical,
      text: grave.first.map { $0.message + others } ?? "Nothing needs attention.",
      lastSuccess: lastSuccess, lastProven: health.lastProven, proven: health.proven,
      storage: storage.map {
        GetStatus.StorageUse(
          name: $0.name, type: $0.type, used: $0.used, free: $0.free,
          fullOn: health.fullOn(free: $0.free, now: now))
      })
  }
}
