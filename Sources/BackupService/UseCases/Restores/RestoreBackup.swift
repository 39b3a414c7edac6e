import AuditLog
import BackupCatalog
package import BackupProtocol
import Logging

extension BackupOperations {
  /// Replaces the live data by a backup's, with a safety backup before and a check after.
  package func restoreBackup(
    _ params: RestoreBackup.Params, by caller: Caller, control: OperationControl
  ) async throws -> RestoreOutcome {
    let outcome = try await run(.restoreBackup, by: caller) { note in
      note.add(.backup(params.id))
      try Self.refuseMoment(params.at)
      let request = RestoreRequest(
        useCase: .restoreBackup, backupID: params.id, token: params.confirmationToken,
        allowsSchemaChange: params.allowSchemaChange ?? false,
        replacesDamaged: params.replaceDamaged ?? false, rollbackOf: nil,
        idempotencyKey: params.idempotencyKey, parameters: params)
      return try RestoreRun(self, request, caller: caller, control: control, note).run()
    }
    return await announce(outcome, reason: .restore)
  }

  /// Undoes a restore: its safety backup goes back in, by the same steps.
  package func rollbackRestore(
    _ params: RollbackRestore.Params, by caller: Caller, control: OperationControl
  ) async throws -> RestoreOutcome {
    let outcome = try await run(.rollbackRestore, by: caller) { note in
      note.add(.rollbackOf(params.restoreId))
      let request = try rollback(params)
      note.add(.backup(request.backupID))
      return try RestoreRun(self, request, caller: caller, control: control, note).run()
    }
    return await announce(outcome, reason: .rollback)
  }

  private func rollback(_ params: RollbackRestore.Params) throws -> RestoreRequest {
    let undone = try existingCatalog(for: "restore", id: params.restoreId).find(
      Restore.self, id: params.restoreId)
    guard let safetyBackup = undone.safetyBackupId else {
      throw ContractError(
        "This restore has no safety backup to put back.",
        ErrorData(
          kind: .notFound,
          hint: undone.setAside.map {
            "The files that it set aside are at \($0.joined(separator: ", "))."
          } ?? "Restore another backup instead.", id: params.restoreId))
    }
    return RestoreRequest(
      useCase: .rollbackRestore, backupID: safetyBackup, token: params.confirmationToken,
      // What it brings back is what was there before, whatever its schema.
      allowsSchemaChange: params.allowSchemaChange ?? true,
      replacesDamaged: params.replaceDamaged ?? false, rollbackOf: undone.id,
      idempotencyKey: params.idempotencyKey, parameters: params)
  }

  private func announce(
    _ outcome: (value: RestoreOutcome, isRepeated: Bool), reason: RestartRequired.Reason
  ) async -> RestoreOutcome {
    if outcome.isRepeated { return outcome.value }
    send(.restoreCompleted(outcome.value.restore))
    send(.restartRequired(reason, restoreID: outcome.value.restore.id))
    await restartHost(by: parts.restartHook, setting: "hooks.afterRestore")
    return outcome.value
  }

  /// Lets the host restart its application; where that fails, a person has to.
  func restartHost(by hook: RestartHook, setting: String) async {
    guard let outcome = await hook.run(scratch: scratch, name: "hook-" + newID(at: now())) else {
      return
    }
    var details: Logger.Metadata = ["setting": "\(setting)"]
    if !outcome.output.isEmpty { details["output"] = .array(outcome.output.map { "\($0)" }) }
    guard let complaint = outcome.complaint else {
      parts.log.info("ran the command after a restore or reset", metadata: details)
      return
    }
    parts.log.warning("\(complaint)", metadata: details)
    send(
      .warning(
        HealthWarning(
          kind: "restartHook", message: complaint,
          hint: "Restart the application by hand, and check \(setting).")))
  }
}

/// What is asked for, by either of the two methods.
struct RestoreRequest: Sendable {
  let useCase: UseCase
  let backupID: String
  let token: String
  let allowsSchemaChange: Bool
  var replacesDamaged = false
  let rollbackOf: String?
  let idempotencyKey: String?
  let parameters: any Encodable & Sendable

  var method: String { useCase.rawValue }
}
