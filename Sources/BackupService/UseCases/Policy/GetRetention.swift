import BackupCatalog
package import BackupProtocol

extension BackupOperations {
  /// Which automatic backups are kept.
  package func getRetention() async throws -> GetRetention.Result {
    try await run(.getRetention) {
      GetRetention.Result(
        policy: try retentionPolicy(in: knownCatalog()),
        source: parts.retention == nil ? .settings : .configuration)
    }
  }

  /// The policy that is configured, or else set. One without rules until there is one.
  func retentionPolicy(in catalog: Catalog?) throws -> RetentionPolicy {
    try parts.retention ?? catalog?.setting(RetentionPolicy.self, .retention) ?? RetentionPolicy()
  }
}
