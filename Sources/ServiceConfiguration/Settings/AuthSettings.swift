/// How the service learns who asks.
package struct AuthSettings: Sendable, Hashable {
  package enum Mode: String, Sendable, Decodable, CaseIterable {
    /// The spawning process vouches for the actors that it names.
    case trusted
    /// Only signed tokens are believed.
    case jwt
  }

  package var mode = Mode.trusted
  package var issuer: String?
  package var audience: String?
  package internal(set) var publicKeyFile: String?
  package internal(set) var jwksFile: String?
  package var claims = ClaimSettings()
  /// The host's own name of a role to the one that it stands for.
  package var roles: [String: String] = [:]
  /// What stands in ``publicKeyFile``.
  package internal(set) var publicKeyPEM: String?
  /// What stands in ``jwksFile``.
  package internal(set) var keySetJSON: String?

  package init() {}
}

/// The names of the claims that an actor's values stand in; nil for the usual ones.
package struct ClaimSettings: Sendable, Hashable {
  package var id: String?
  package var role: String?
  package var email: String?
  package var name: String?
  package var status: String?
  package var tenantId: String?
  package var permissions: String?

  package init() {}
}

extension AuthSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case mode, issuer, audience, publicKeyFile, jwksFile, claims, roles
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    mode = try container.object(.mode) ?? mode
    issuer = try container.value(.issuer, .line)
    audience = try container.value(.audience, .line)
    publicKeyFile = try container.value(.publicKeyFile, .path)
    jwksFile = try container.value(.jwksFile, .path)
    claims = try container.object(.claims) ?? claims
    roles = try container.dictionary(.roles, of: .role) ?? roles
  }
}

extension ClaimSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case id, role, email, name, status, tenantId, permissions
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.value(.id, .line)
    role = try container.value(.role, .line)
    email = try container.value(.email, .line)
    name = try container.value(.name, .line)
    status = try container.value(.status, .line)
    tenantId = try container.value(.tenantId, .line)
    permissions = try container.value(.permissions, .line)
  }
}
