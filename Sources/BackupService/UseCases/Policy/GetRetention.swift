import BackupCatalog
package import BackupProtocol

extension BackupOperations {
  /// Which automatic backups are kept.
  package func getRetention() throws -> GetRetention.Result {
    GetRetention.Result(policy: try retentionPolicy(in: knownCatalog()), source: .settings)
  }

  /// The policy that is set. One without rules until there is one.
  func retentionPolicy(in catalog: Catalog?) throws -> RetentionPolicy {
    try catalog?.setting(RetentionPolicy.self, .retention) ?? RetentionPolicy()
  }
}
