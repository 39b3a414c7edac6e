/// Decides what an actor may do on one of the host's modules. Pure: the same actor, the same answer.
///
/// Whatever isn't known gives no access: another role, another level, a status but `ACTIVE`.
package struct AccessPolicy: Sendable, Hashable {
  /// The host's name for the module, a key of ``Actor/permissions``.
  package let module: String

  package init(module: String = "backup") {
    self.module = module
  }

  /// The level that counts, after the role, the status and the explicit level have been weighed.
  ///
  /// Never ``AccessLevel/unknown(_:)``, and ``AccessLevel/fullAccess`` for a super admin alone.
  package func level(of actor: Actor) -> AccessLevel {
    guard actor.isActive else { return .noAccess }
    let explicit = actor.permissions[module]
    return switch actor.role {
    case .superAdmin: .fullAccess
    case .admin: .edit
    case .branchManager: Self.capped(explicit ?? .edit)
    case .staff, .viewer: Self.capped(explicit ?? .viewOnly)
    case .unknown: .noAccess
    }
  }

  /// Whether the actor has the permission.
  package func allows(_ actor: Actor, _ permission: Permission) -> Bool {
    let level = level(of: actor)
    return switch permission {
    case .view: level == .fullAccess || level == .edit || level == .viewOnly
    case .edit: level == .fullAccess || level == .edit
    case .reset: actor.role == .superAdmin && actor.isActive
    }
  }

  /// Returns when the actor has the permission.
  ///
  /// - Throws: ``PermissionDenied``, which names the permission and the role.
  package func require(_ permission: Permission, of actor: Actor) throws(PermissionDenied) {
    guard allows(actor, permission) else { throw PermissionDenied(permission, actor: actor) }
  }

  private static func capped(_ level: AccessLevel) -> AccessLevel {
    switch level {
    case .fullAccess, .edit: .edit
    case .viewOnly, .noAccess, .notShow: level
    case .unknown: .noAccess
    }
  }
}

extension Actor {
  package var isActive: Bool { status == nil || status == "ACTIVE" }
}
