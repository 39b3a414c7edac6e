/// The person or program on whose behalf a request runs.
///
/// The host has authenticated it: either the spawning backend vouches for the value itself, or a
/// ``TokenVerifier`` made it from a signed token. The id is never empty.
package struct Actor: Sendable, Hashable {
  /// The host's identifier, opaque here.
  package let id: String
  package private(set) var role: Role
  package let email: String?
  package let name: String?
  /// The state of the account, `ACTIVE` when nil.
  package let status: String?
  package let tenantId: String?
  /// The level that the host gave explicitly, by the name of its module.
  package let permissions: [String: AccessLevel]

  /// Makes an actor.
  ///
  /// - Throws: ``AuthenticationError`` with `emptyIdentity` when the id is empty or blank, with
  ///   `invalidClaim` when a text is longer than 256 characters or has control characters.
  package init(
    id: String, role: Role, email: String? = nil, name: String? = nil, status: String? = nil,
    tenantId: String? = nil, permissions: [String: AccessLevel] = [:]
  ) throws(AuthenticationError) {
    guard !id.allSatisfy(\.isWhitespace) else {
      throw AuthenticationError(.emptyIdentity, "The identity of the caller is empty.")
    }
    // By scalars, as a single character may have any number of them.
    for text in [id, email, name, tenantId].compactMap(\.self)
    where text.unicodeScalars.count > 256 || text.unicodeScalars.contains(where: { $0.value < 32 })
    {
      throw AuthenticationError(
        .invalidClaim, "The identity of the caller is too long or has control characters in it.")
    }
    self.id = id
    self.role = role
    self.email = email
    self.name = name
    self.status = status
    self.tenantId = tenantId
    self.permissions = permissions
  }

  func with(role: Role) -> Actor {
    var actor = self
    actor.role = role
    return actor
  }
}

extension Actor: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, role, email, name, status, tenantId, permissions
  }

  /// Decodes the `actor` of the `auth` parameter. `id` and `role` are required.
  ///
  /// - Throws: `DecodingError` with the path of what is missing, empty or of another type.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      id: container.decode(Identifier.self, forKey: .id).text,
      role: container.decode(Role.self, forKey: .role),
      email: container.decodeIfPresent(String.self, forKey: .email),
      name: container.decodeIfPresent(String.self, forKey: .name),
      status: container.decodeIfPresent(String.self, forKey: .status),
      tenantId: container.decodeIfPresent(String.self, forKey: .tenantId),
      permissions: container.decodeIfPresent([String: AccessLevel].self, forKey: .permissions)
        ?? [:])
  }

  /// A type of its own, so that the error's path ends at the id.
  private struct Identifier: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      text = try container.decode(String.self)
      guard !text.allSatisfy(\.isWhitespace) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "a text that is not empty")
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(role, forKey: .role)
    try container.encodeIfPresent(email, forKey: .email)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encodeIfPresent(status, forKey: .status)
    try container.encodeIfPresent(tenantId, forKey: .tenantId)
    if !permissions.isEmpty { try container.encode(permissions, forKey: .permissions) }
  }
}
