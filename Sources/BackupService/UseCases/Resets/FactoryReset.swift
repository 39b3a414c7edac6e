package import BackupProtocol
import Concurrency

extension BackupOperations {
  /// Deletes all data but what is configured to stay, with a safety backup before.
  package func factoryReset(
    _ params: FactoryReset.Params, by caller: Caller, control: OperationControl
  ) async throws -> FactoryReset.Result {
    let (run, done, recipients) = try await recorded(FactoryReset.name, by: caller) { note in
      let run = ResetRun(self, params, caller: caller, control: control, note)
      try await runBlocking { try run.confirm() }
      try await caller.recheck()
      let (result, recipients) = try await runBlocking { try run.perform() }
      return (run, result, recipients)
    }
    send(.resetCompleted(done.reset))
    send(.restartRequired(.reset, restoreID: nil))
    let result = try await runBlocking {
      var result = done
      run.tell(recipients, of: &result)
      return result
    }
    for warning in result.reset.warnings {
      send(.warning(HealthWarning(kind: "factoryReset", message: warning)))
    }
    await restartHost(by: parts.reset.hook, setting: "hooks.afterReset")
    return result
  }
}
