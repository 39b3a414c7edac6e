/// What the host gave an actor on one of its modules.
///
/// Decodes from the host's text, compared exactly. A text that is none of the known levels is kept as
/// ``unknown(_:)``, which gives no access.
package enum AccessLevel: Sendable, Hashable, RawRepresentable, Codable {
  case fullAccess
  case edit
  case viewOnly
  case noAccess
  /// No access, and the host hides the module.
  case notShow
  case unknown(String)

  /// The known levels, the most powerful first.
  package static let known: [AccessLevel] = [.fullAccess, .edit, .viewOnly, .noAccess, .notShow]

  package init(rawValue: String) {
    self =
      switch rawValue {
      case "FULL_ACCESS": .fullAccess
      case "EDIT": .edit
      case "VIEW_ONLY": .viewOnly
      case "NO_ACCESS": .noAccess
      case "NOT_SHOW": .notShow
      default: .unknown(rawValue)
      }
  }

  package var rawValue: String {
    switch self {
    case .fullAccess: "FULL_ACCESS"
    case .edit: "EDIT"
    case .viewOnly: "VIEW_ONLY"
    case .noAccess: "NO_ACCESS"
    case .notShow: "NOT_SHOW"
    case .unknown(let text): text
    }
  }
}
