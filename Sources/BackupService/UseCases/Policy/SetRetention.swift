import BackupCatalog
import BackupPolicy
package import BackupProtocol

extension BackupOperations {
  /// Sets which automatic backups are kept. Removes nothing.
  ///
  /// - Throws: `invalidParams` that names the field and the remedy, also if the configuration decides
  ///   the policy.
  package func setRetention(
    _ params: SetRetention.Params, by caller: Caller
  ) async throws -> SetRetention.Result {
    try await run(.setRetention, by: caller) { _ in
      guard parts.retention == nil else { throw Self.configured("retention", at: "params.policy") }
      let rules = try RetentionRules(params.policy)
      try requireDatabaseOrBackups()
      try catalog().save(rules.policy, as: .retention)
      return SetRetention.Result(policy: rules.policy, source: .settings)
    }
  }
}
