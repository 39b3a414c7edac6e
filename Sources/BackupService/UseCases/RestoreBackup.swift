package import BackupProtocol
import DatabaseEngines

extension BackupOperations {
  /// Replaces the live data by a backup's, with a safety backup before and a check after.
  package func restoreBackup(
    _ params: RestoreBackup.Params, by caller: Caller, control: OperationControl
  ) async throws -> RestoreOutcome {
    try Self.refuseMoment(params.at)
    return try await restore(
      RestoreRequest(
        method: RestoreBackup.name, backupID: params.id, token: params.confirmationToken,
        allowsSchemaChange: params.allowSchemaChange ?? false, rollbackOf: nil,
        idempotencyKey: params.idempotencyKey, parameters: params),
      by: caller, control: control)
  }

  /// Undoes a restore: its safety backup goes back in, by the same steps.
  package func rollbackRestore(
    _ params: RollbackRestore.Params, by caller: Caller, control: OperationControl
  ) async throws -> RestoreOutcome {
    let undone = try await runBlocking {
      try self.catalog().find(Restore.self, id: params.restoreId)
    }
    guard let safetyBackup = undone.safetyBackupId else {
      throw ServiceError(
        "This restore has no safety backup that could be put back.",
        ErrorData(
          kind: .notFound, hint: "Restore another backup instead.", id: params.restoreId))
    }
    return try await restore(
      RestoreRequest(
        method: RollbackRestore.name, backupID: safetyBackup, token: params.confirmationToken,
        // What it brings back is what was there before, whatever its schema.
        allowsSchemaChange: params.allowSchemaChange ?? true, rollbackOf: undone.id,
        idempotencyKey: params.idempotencyKey, parameters: params),
      by: caller, control: control)
  }

  private func restore(
    _ request: RestoreRequest, by caller: Caller, control: OperationControl
  ) async throws -> RestoreOutcome {
    let outcome = try await runBlocking {
      try RestoreRun(self, request, caller: caller, control: control).run()
    }
    if outcome.isRepeated { return outcome.value }
    send(.restoreCompleted(outcome.value.restore))
    send(
      .restartRequired(
        request.rollbackOf == nil ? .restore : .rollback, restoreID: outcome.value.restore.id))
    if let complaint = await parts.restartHook.run() {
      send(
        .warning(
          HealthWarning(
            kind: "restartHook", message: complaint,
            hint: "Restart the application by hand, and check hooks.afterRestore.")))
    }
    return outcome.value
  }
}

/// What is asked for, by either of the two methods.
struct RestoreRequest: Sendable {
  let method: String
  let backupID: String
  let token: String
  let allowsSchemaChange: Bool
  let rollbackOf: String?
  let idempotencyKey: String?
  let parameters: any Encodable & Sendable
}
