/// What an actor is in the host application.
///
/// Decodes from the host's text, compared exactly. A text that is none of the known roles is kept as
/// ``unknown(_:)``, which has no access, so that a refusal can name it.
package enum Role: Sendable, Hashable, RawRepresentable, Codable {
  case superAdmin
  case admin
  case branchManager
  case staff
  case viewer
  case unknown(String)

  /// The known roles, the most powerful first.
  package static let known: [Role] = [.superAdmin, .admin, .branchManager, .staff, .viewer]

  package init(rawValue: String) {
    self =
      switch rawValue {
      case "SUPER_ADMIN": .superAdmin
      case "ADMIN": .admin
      case "BRANCH_MANAGER": .branchManager
      case "STAFF": .staff
      case "VIEWER": .viewer
      default: .unknown(rawValue)
      }
  }

  package var rawValue: String {
    switch self {
    case .superAdmin: "SUPER_ADMIN"
    case .admin: "ADMIN"
    case .branchManager: "BRANCH_MANAGER"
    case .staff: "STAFF"
    case .viewer: "VIEWER"
    case .unknown(let text): text
    }
  }
}
