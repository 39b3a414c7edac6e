import BackupProtocol

extension BackupOperations {
  /// Finds out what a file is, and makes a backup of it.
  ///
  /// - Returns: the finished backup.
  func takeIn(
    _ source: ImportSource, label: String?, by caller: Caller, control: OperationControl
  ) throws -> Backup {
    throw ServiceError(
      "Files cannot be imported yet.", ErrorData(kind: .notConfigured, setting: "importFolders"))
  }
}
