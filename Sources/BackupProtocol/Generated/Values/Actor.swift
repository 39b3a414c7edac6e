// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The person on whose behalf the host application calls, already authenticated by it.
public struct Actor: Codable, Sendable, Hashable {
  /// The id of the person in the host application.
  public var id: String
  /// `SUPER_ADMIN`, `ADMIN`, `BRANCH_MANAGER`, `STAFF` or `VIEWER`. Any other has no access.
  public var role: String
  /// The address of the person.
  public var email: String?
  /// The name of the person.
  public var name: String?
  /// The state of the account. Any but `ACTIVE` has no access.
  public var status: String?
  /// The tenant that the person belongs to.
  public var tenantId: String?
  /// Levels given to the person by name; without, the level follows from the role.
  public var permissions: Actor.Permissions?

  /// Creates one from its parts.
  public init(
    id: String, role: String, email: String? = nil, name: String? = nil, status: String? = nil,
    tenantId: String? = nil, permissions: Actor.Permissions? = nil
  ) {
    self.id = id
    self.role = role
    self.email = email
    self.name = name
    self.status = status
    self.tenantId = tenantId
    self.permissions = permissions
  }
}

extension Actor {
  /// The levels given to a person.
  public struct Permissions: Codable, Sendable, Hashable {
    /// On backups: `FULL_ACCESS`, `EDIT`, `VIEW_ONLY`, `NO_ACCESS` or `NOT_SHOW`. FULL_ACCESS given
    /// to anyone but a SUPER_ADMIN counts as EDIT.
    public var backup: String?

    /// Creates one from its parts.
    public init(backup: String? = nil) {
      self.backup = backup
    }
  }
}
