package import AuditLog
package import BackupProtocol
package import BackupService
import Concurrency

private func waitFor<Value: Sendable>(
  _ body: @escaping @Sendable () async throws -> Value
) throws -> Value {
  try BlockingExecutor.working.wait(for: body)
}

/// The use cases for tests that are not asynchronous themselves: they wait where they are called.
extension BackupOperations {
  package func createBackup(
    _ params: CreateBackup.Params, by caller: Caller, control: OperationControl
  ) throws -> CreateBackup.Result {
    try waitFor { try await self.createBackup(params, by: caller, control: control) }
  }

  package func verifyBackup(
    _ params: VerifyBackup.Params, by caller: Caller, control: OperationControl
  ) throws -> VerifyBackup.Result {
    try waitFor { try await self.verifyBackup(params, by: caller, control: control) }
  }

  package func exportBackup(
    _ params: ExportBackup.Params, by caller: Caller, control: OperationControl
  ) throws -> ExportBackup.Result {
    try waitFor { try await self.exportBackup(params, by: caller, control: control) }
  }

  package func importBackup(
    _ params: ImportBackup.Params, by caller: Caller, control: OperationControl
  ) throws -> ImportBackup.Result {
    try waitFor { try await self.importBackup(params, by: caller, control: control) }
  }

  package func previewRestore(
    _ params: PreviewRestore.Params, by caller: Caller, control: OperationControl
  ) throws -> PreviewRestore.Result {
    try waitFor { try await self.previewRestore(params, by: caller, control: control) }
  }

  package func deleteBackup(
    _ params: DeleteBackup.Params, by caller: Caller
  ) throws -> DeleteBackup.Result {
    try waitFor { try await self.deleteBackup(params, by: caller) }
  }

  package func updateBackup(
    _ params: UpdateBackup.Params, by caller: Caller
  ) throws -> UpdateBackup.Result {
    try waitFor { try await self.updateBackup(params, by: caller) }
  }

  package func requestResetOtp(
    by caller: Caller, control: OperationControl
  ) throws -> RequestResetOtp.Result {
    try waitFor { try await self.requestResetOtp(by: caller, control: control) }
  }

  package func verifyResetOtp(
    _ params: VerifyResetOtp.Params, by caller: Caller, control: OperationControl
  ) throws -> VerifyResetOtp.Result {
    try waitFor { try await self.verifyResetOtp(params, by: caller, control: control) }
  }

  package func listBackups(_ params: ListBackups.Params) throws -> ListBackups.Result {
    try waitFor { try await self.listBackups(params) }
  }

  package func listRestores(_ params: ListRestores.Params) throws -> ListRestores.Result {
    try waitFor { try await self.listRestores(params) }
  }

  package func listActivity(_ params: ListActivity.Params) throws -> ListActivity.Result {
    try waitFor { try await self.listActivity(params) }
  }

  package func getBackup(_ params: GetBackup.Params) throws -> GetBackup.Result {
    try waitFor { try await self.getBackup(params) }
  }

  package func latestBackup() throws -> Backup {
    try waitFor { try await self.latestBackup() }
  }

  package func getStatus() throws -> GetStatus.Result {
    try waitFor { try await self.getStatus() }
  }

  package func verifyAuditLog(
    expecting expected: AuditReport.Mark? = nil, control: OperationControl = OperationControl()
  ) throws -> AuditReport {
    try waitFor { try await self.verifyAuditLog(expecting: expected, control: control) }
  }

  package func rebuildCatalog(
    by caller: Caller, control: OperationControl
  ) throws -> RebuildReport {
    try waitFor { try await self.rebuildCatalog(by: caller, control: control) }
  }

  package func sendTestMail(to text: String, control: OperationControl) throws -> SentMail {
    try waitFor { try await self.sendTestMail(to: text, control: control) }
  }

  package func getSchedule() throws -> GetSchedule.Result {
    try waitFor { try await self.getSchedule() }
  }

  package func setSchedule(
    _ params: SetSchedule.Params, by caller: Caller
  ) throws -> SetSchedule.Result {
    try waitFor { try await self.setSchedule(params, by: caller) }
  }

  package func getRetention() throws -> GetRetention.Result {
    try waitFor { try await self.getRetention() }
  }

  package func setRetention(
    _ params: SetRetention.Params, by caller: Caller
  ) throws -> SetRetention.Result {
    try waitFor { try await self.setRetention(params, by: caller) }
  }

  package func previewRetention(
    _ params: PreviewRetention.Params
  ) throws -> PreviewRetention.Result {
    try waitFor { try await self.previewRetention(params) }
  }

  package func applyRetention(
    _ params: ApplyRetention.Params, by caller: Caller, control: OperationControl
  ) throws -> ApplyRetention.Result {
    try waitFor { try await self.applyRetention(params, by: caller, control: control) }
  }
}
