import BackupProtocol

extension GetStatus.Result {
  /// The status as metrics. What is not known is left out.
  var metrics: String {
    var metrics = ExpositionText()
    metrics.add(
      "info", "Versions of Strongroom and of the SQLite that it links.",
      [
        (
          [
            ("version", serverVersion), ("sqlite_version", sqliteVersion),
            ("database", database.name),
          ], 1
        )
      ])
    metrics.add(
      "state", "The state of the backups: 1 for the one that holds.",
      GetStatus.HealthState.allCases.map { state in
        ([("state", state.rawValue)], summary.state == state ? 1 : 0)
      })
    addWarnings(to: &metrics)
    addDatabase(to: &metrics)
    addBackups(to: &metrics)
    addStorage(to: &metrics)
    return metrics.text
  }

  private func addWarnings(to metrics: inout ExpositionText) {
    metrics.add(
      "warnings", "Warnings by severity.",
      WarningSeverity.allCases.map { severity in
        (
          [("severity", severity.rawValue)],
          Double(warnings.count { $0.severity == severity })
        )
      })
    let kinds = Set(warnings.map(\.kind)).sorted()
    metrics.add(
      "warning", "Kinds of the warnings that there are.", kinds.map { ([("kind", $0)], 1) })
  }

  private func addDatabase(to metrics: inout ExpositionText) {
    metrics.add("database_exists", "Whether the database is there.", database.exists ? 1 : 0)
    metrics.add("database_size_bytes", "Size of the database file.", Double(database.size))
    metrics.add("database_log_size_bytes", "Size of its write-ahead log.", Double(database.walSize))
  }

  private func addBackups(to metrics: inout ExpositionText) {
    metrics.add(
      "backups", "Backups by outcome.",
      [
        ("completed", counts.completed), ("failed", counts.failed),
        ("interrupted", counts.interrupted), ("cancelled", counts.cancelled),
      ].map { ([("outcome", $0.0)], Double($0.1)) })
    metrics.add(
      "backups_proven", "Completed backups that were proven.", Double(summary.proven.count))
    metrics.add("backups_provable", "Completed backups of the database.", Double(summary.proven.of))
    metrics.add(
      "last_success_timestamp_seconds", "Time of the data of the latest whole backup.",
      summary.lastSuccess)
    metrics.add(
      "last_success_size_bytes", "Size of the latest whole backup.",
      lastSuccess.map { Double($0.fileSize) })
    metrics.add(
      "last_success_duration_seconds", "How long the latest whole backup took.",
      lastSuccess?.durationMs.map { Double($0) / 1000 })
    metrics.add(
      "last_proven_timestamp_seconds", "Time of the data of the latest proven backup.",
      summary.lastProven)
    metrics.add(
      "last_attempt_timestamp_seconds", "When the latest backup was begun.", lastAttempt?.createdAt)
    metrics.add(
      "last_attempt_success", "Whether the latest backup completed.",
      lastAttempt.map { $0.status == .completed ? 1 : 0 })
    metrics.add("next_run_timestamp_seconds", "When the schedule is next due.", nextRun)
  }

  private func addStorage(to metrics: inout ExpositionText) {
    let labelled = { (value: (GetStatus.Storage) -> Double?) in
      storage.compactMap { storage in
        value(storage).map { ([("storage", storage.name)], $0) }
      }
    }
    metrics.add(
      "storage_reachable", "Whether the storage can be reached.",
      labelled { $0.reachable ? 1 : 0 })
    metrics.add(
      "storage_used_bytes", "What the backups take in the storage.",
      labelled { $0.used.map(Double.init) })
    metrics.add(
      "storage_free_bytes", "What can still be written.", labelled { $0.free.map(Double.init) })
  }
}
