// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Exchanges a mailed code for the token that a factory reset takes, and shows what it would do.
///
/// Five wrong codes, over all challenges of the person, end the challenge. An unknown challenge,
/// another person’s, a used and an expired one are told like a wrong code. Needs the permission to
/// reset.
public enum VerifyResetOtp: BackupMethod {
  /// `verifyResetOtp`.
  public static let name = "verifyResetOtp"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The challenge, from `requestResetOtp`.
    public var challengeId: String
    /// The digits of the mail. Spaces among them are left out.
    public var code: String

    /// Creates one from its parts.
    public init(challengeId: String, code: String) {
      self.challengeId = challengeId
      self.code = code
    }
  }

  /// What `verifyResetOtp` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// Allows one factory reset by this person, of this database, as long as neither its schema nor
    /// its restores change.
    public var resetToken: String
    /// Until when the token can be used.
    public var expiresAt: Timestamp
    /// What the person has to type.
    public var confirmationPhrase: String
    /// What would go and what would stay, by table.
    public var preview: [ResetPreviewTable]
    /// What the person should know beside it. Empty if there is nothing.
    public var warnings: [String]

    /// Creates one from its parts.
    public init(
      resetToken: String, expiresAt: Timestamp, confirmationPhrase: String,
      preview: [ResetPreviewTable], warnings: [String]
    ) {
      self.resetToken = resetToken
      self.expiresAt = expiresAt
      self.confirmationPhrase = confirmationPhrase
      self.preview = preview
      self.warnings = warnings
    }
  }
}
