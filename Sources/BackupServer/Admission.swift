import AccessControl
import AuditLog
import BackupProtocol
import BackupService
import JSONRPC

extension ServerParts {
  /// Finds out who asks, and whether they may. Whoever is turned away here is in the audit log.
  ///
  /// - Parameters:
  ///   - permission: nil for a call that only says who asks.
  ///   - known: set as soon as it is known who asks, also where they are turned away then.
  /// - Throws: `AuthenticationError` and `PermissionDenied`.
  func admit(
    _ credentials: Credentials?, to method: String, needing permission: Permission?,
    known: inout Caller?
  ) async throws -> Caller {
    let authenticator = authenticator
    let roles = roles
    do {
      let actor = roles.translate(try await authenticator.actor(for: credentials))
      let caller = Caller(
        ActorSummary(id: actor.id, role: actor.role.rawValue, name: actor.name), email: actor.email,
        mayReset: AccessPolicy().allows(actor, .reset)
      ) { () throws(ContractError) in
        try await authenticator.recheck(credentials, permission, roles)
      }
      known = caller
      if actor.tenantId != nil { tenants.warn(log) }
      if let permission { try AccessPolicy().require(permission, of: actor) }
      return caller
    } catch {
      if let refusal = ContractError(refusal: error) {
        // What a token claims that was not verified is no actor.
        let draft = ActivityDraft(method, failedWith: refusal, by: known)
        try? await operations.recordRefusal(draft)
      }
      throw error
    }
  }
}

extension Authenticator {
  /// Whether the credentials still hold, and still give the permission.
  fileprivate func recheck(
    _ credentials: Credentials?, _ permission: Permission?, _ roles: RoleNames
  ) async throws(ContractError) {
    do {
      let actor = roles.translate(try await actor(for: credentials))
      if let permission { try AccessPolicy().require(permission, of: actor) }
    } catch {
      throw ContractError(refusal: error) ?? ContractError(error)
    }
  }
}
