package import BackupProtocol

/// On whose behalf an operation runs; the permission has been checked before.
package struct Caller: Sendable, Equatable {
  package let summary: ActorSummary?

  package init(_ summary: ActorSummary?) { self.summary = summary }

  /// What confirmations are bound to.
  var identity: String { summary.map { "actor:" + $0.id } ?? "service" }

  /// How the holder of a lock is named to others.
  var name: String { summary.map { $0.name ?? $0.id } ?? "the service itself" }
}
