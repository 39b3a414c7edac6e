package import BackupProtocol

extension BackupOperations {
  /// Takes a file in as a backup. The live database is not touched.
  ///
  /// - Throws: `notFound` where there is no such file, `invalidParams` for a path that is refused.
  package func importBackup(
    _ params: ImportBackup.Params, by caller: Caller, control: OperationControl
  ) async throws -> ImportBackup.Result {
    try await run(.importBackup, by: caller) { note in
      if let label = params.label { try Self.check(label: label) }
      let source = try FolderBounds.imports(parts).source(at: params.path)
      let backup = try takeIn(
        source, member: params.member, label: params.label, by: caller, control: control, note)
      note.prove(backup)
      return ImportBackup.Result(backup: backup)
    }
  }
}
