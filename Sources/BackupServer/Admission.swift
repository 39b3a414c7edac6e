import AccessControl
import BackupProtocol
import BackupService
import JSONRPC

extension ServerParts {
  /// Finds out who asks, and whether they may. Whoever is turned away here is in the audit log.
  ///
  /// - Parameter permission: nil for a call that only says who asks.
  /// - Throws: `AuthenticationError` and `PermissionDenied`.
  func admit(
    _ credentials: Credentials?, to method: String, needing permission: Permission?
  ) async throws -> Caller {
    let authenticator = authenticator
    let roles = roles
    var caller: Caller?
    do {
      let actor = roles.translate(try await authenticator.actor(for: credentials))
      let known = Caller(
        ActorSummary(id: actor.id, role: actor.role.rawValue, name: actor.name), email: actor.email
      ) { () throws(ServiceError) in
        try await authenticator.recheck(credentials, permission, roles)
      }
      caller = known
      if actor.tenantId != nil { tenants.warn(log) }
      if let permission { try AccessPolicy().require(permission, of: actor) }
      return known
    } catch {
      if let refusal = ServiceError(refusal: error) {
        // What a token claims that was not verified is no actor.
        let draft = ActivityDraft(method, failedWith: refusal, by: caller)
        let operations = operations
        _ = try? await runBlocking { try operations.record(draft) }
      }
      throw error
    }
  }
}

extension Authenticator {
  /// Whether the credentials still hold, and still give the permission.
  fileprivate func recheck(
    _ credentials: Credentials?, _ permission: Permission?, _ roles: RoleNames
  ) async throws(ServiceError) {
    do {
      let actor = roles.translate(try await actor(for: credentials))
      if let permission { try AccessPolicy().require(permission, of: actor) }
    } catch {
      throw ServiceError(refusal: error) ?? ServiceError(error)
    }
  }
}
