package import BackupProtocol
import Concurrency

extension BackupOperations {
  /// Deletes all data except what is configured to be kept. Makes a safety backup first.
  package func factoryReset(
    _ params: FactoryReset.Params, by caller: Caller, control: OperationControl
  ) async throws -> FactoryReset.Result {
    var (reset, result, recipients) = try await run(.factoryReset, by: caller) { note in
      let reset = ResetRun(self, params, caller: caller, control: control, note)
      try reset.confirm()
      try await caller.recheck()
      let (result, recipients) = try reset.perform()
      return (reset, result, recipients)
    }
    send(.resetCompleted(result.reset))
    send(.restartRequired(.reset, restoreID: nil))
    result = try await BlockingExecutor.working.run { reset.telling(recipients, of: result) }
    for warning in result.reset.warnings {
      send(.warning(HealthWarning(kind: "factoryReset", message: warning)))
    }
    await restartHost(by: parts.reset.hook, setting: "hooks.afterReset")
    return result
  }
}
