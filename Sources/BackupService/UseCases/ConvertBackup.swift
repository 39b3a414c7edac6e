import BackupProtocol
import ObjectStorage

extension BackupOperations {
  /// Writes a backup in another format than the one that it is stored in.
  ///
  /// - Parameter output: takes all bytes. The caller commits or aborts it.
  func convert(
    _ backup: Backup, key: ObjectKey, to format: ExportFormat, output: any ObjectWriter,
    control: OperationControl
  ) throws {
    throw ServiceError(
      "This backup cannot be exported as \(format.rawValue) yet.",
      ErrorData(
        kind: .notConfigured, hint: "Leave out format.", path: "params.format", setting: "format"))
  }
}
