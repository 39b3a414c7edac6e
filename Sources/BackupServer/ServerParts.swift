package import AccessControl
package import BackupService
package import Logging

/// What a server answers with.
package struct ServerParts: Sendable {
  package let operations: BackupOperations
  package let authenticator: Authenticator
  /// What the host's roles stand for.
  package let roles: RoleNames
  package let version: String
  package let log: Logger
  let tenants = TenantNotice()

  package init(
    operations: BackupOperations, authenticator: Authenticator, roles: RoleNames = RoleNames(),
    version: String, log: Logger
  ) {
    self.operations = operations
    self.authenticator = authenticator
    self.roles = roles
    self.version = version
    self.log = log
  }

  /// Names of all methods, those of the connection itself among them.
  package static var methodNames: [String] {
    (connectionMethods + methodTable.map(\.name)).sorted()
  }

  /// What each method of the table needs.
  package static var permissions: [String: Permission] {
    Dictionary(uniqueKeysWithValues: methodTable.map { ($0.name, $0.permission) })
  }
}
