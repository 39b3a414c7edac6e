/// The caller's identity was missing, or could not be believed.
///
/// Neither the message nor the description ever holds the token or a part of it.
package struct AuthenticationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was wrong. Stable: programs may compare it.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No identity was sent.
    case missing
    /// An actor without proof, where tokens are needed.
    case actorNotAccepted
    /// A token, where none can be verified.
    case tokenNotAccepted
    case emptyIdentity
    /// Not a signed JSON Web Token in its compact form.
    case malformedToken
    /// The header demands an extension (`crit`).
    case unsupportedHeader
    /// `none`, or an algorithm that no configured key is for.
    case wrongAlgorithm
    case unknownKey
    case wrongSignature
    case expired
    case notYetValid
    case wrongIssuer
    case wrongAudience
    case missingClaim
    /// A claim of the wrong type.
    case invalidClaim
    /// The configured keys can't be used; the token wasn't looked at.
    case unusableKeys
  }

  package let reason: Reason
  /// One plain sentence.
  package let message: String
  /// What the person or the operator can do about it.
  package let hint: String?

  package init(_ reason: Reason, _ message: String, hint: String? = nil) {
    self.reason = reason
    self.message = message
    self.hint = hint
  }

  package var description: String { message }
}
