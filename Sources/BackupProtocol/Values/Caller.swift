/// On whose behalf an operation runs; the permission has been checked before.
package struct Caller: Sendable {
  package let summary: ActorSummary?
  /// Of the verified identity.
  package let email: String?
  /// Whom a query for addresses is asked for, where that is another than the actor: somebody at a
  /// terminal who has an account in the application.
  package let account: String?
  /// Whether it is somebody with a shell on the server.
  package let isAtTerminal: Bool
  /// Whether the caller has the permission to reset, for what only some params or backups need.
  package let mayReset: Bool
  /// Checks the permission again, for what must not be done on an old one.
  package let recheck: @Sendable () async throws(ContractError) -> Void

  package init(
    _ summary: ActorSummary?, email: String? = nil, account: String? = nil,
    isAtTerminal: Bool = false, mayReset: Bool = false,
    recheck: @escaping @Sendable () async throws(ContractError) -> Void = {}
  ) {
    self.summary = summary
    self.email = email
    self.account = account
    self.isAtTerminal = isAtTerminal
    self.mayReset = mayReset
    self.recheck = recheck
  }

  /// What confirmations are bound to.
  package var identity: String { summary.map { "actor:" + $0.id } ?? "service" }

  /// How the holder of a lock is named to others.
  package var name: String { summary.map { $0.name ?? $0.id } ?? "the service itself" }
}
