/// The host's own names for roles, and the role that each stands for.
///
/// A name that is mapped has the mapped meaning, also if it is the name of a known role: a host whose
/// `ADMIN` may only look maps it to `VIEWER`. A name that is not mapped keeps its meaning. Names are
/// compared exactly.
package struct RoleNames: Sendable, Hashable {
  private let roles: [String: Role]

  /// - Parameter names: the host's name to the name of a known role. A name of no known role gives no
  ///   access.
  package init(_ names: [String: String] = [:]) {
    roles = names.mapValues(Role.init(rawValue:))
  }

  /// The actor, with the role that its own role stands for.
  package func translate(_ actor: Actor) -> Actor {
    guard let role = roles[actor.role.rawValue] else { return actor }
    return actor.with(role: role)
  }
}
