/// An actor asked for what it may not do.
package struct PermissionDenied: Error, Sendable, Hashable, CustomStringConvertible {
  package let permission: Permission
  package let role: Role
  /// The status of the account where that is what stands in the way.
  package let status: String?

  package init(_ permission: Permission, actor: Actor) {
    self.permission = permission
    self.role = actor.role
    self.status = actor.isActive ? nil : actor.status
  }

  /// One plain sentence that names the permission and the role.
  package var message: String {
    let need = "This needs the permission \"\(permission.rawValue)\""
    let role = Self.printable(role.rawValue)
    if let status {
      return "\(need), but the account (role \"\(role)\") is \"\(Self.printable(status))\"."
    }
    if case .unknown = self.role {
      return "\(need), and the role \"\(role)\" is unknown." + spelling
    }
    return "\(need), which the role \"\(role)\" does not have."
  }

  /// What the operator can do about it.
  package var hint: String? {
    guard case .unknown = role, status == nil else { return nil }
    return
      "Send one of \(Role.known.map(\.rawValue).joined(separator: ", ")), or "
      + "map the host's names in \"auth.roles\"."
  }

  /// Names the role that was probably meant.
  private var spelling: String {
    let meant = Role(rawValue: role.rawValue.uppercased())
    if case .unknown = meant { return "" }
    return " Did you mean \"\(meant.rawValue)\"?"
  }

  package var description: String { message }

  /// Roles and statuses are the caller's text: short and on one line, whatever was sent.
  private static func printable(_ text: String) -> String {
    let limit = 64
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
      let isControl = scalar.properties.generalCategory == .control
      shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return text.unicodeScalars.count > limit ? shown + "…" : shown
  }
}
