// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Who did something: what is kept of the actor in records.
public struct ActorSummary: Codable, Sendable, Hashable {
  /// The id of the actor, as the host application knows it.
  public var id: String
  /// The role which the actor had at that time.
  public var role: String
  /// The name of the actor, where it was given.
  public var name: String?

  /// Creates one from its parts.
  public init(id: String, role: String, name: String? = nil) {
    self.id = id
    self.role = role
    self.name = name
  }
}
