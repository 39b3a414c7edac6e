package import BackupProtocol

extension BackupOperations {
  /// Changes what a person may change of an entry: its label, and whether it is kept for good.
  package func updateBackup(_ params: UpdateBackup.Params) throws -> UpdateBackup.Result {
    if let label = params.label { try Self.check(label: label) }
    let backup = try catalog().update(Backup.self, id: params.id) { backup in
      if let label = params.label { backup.label = label.isEmpty ? nil : label }
      if let pinned = params.pinned { backup.pinned = pinned }
    }
    return UpdateBackup.Result(backup: backup)
  }
}
