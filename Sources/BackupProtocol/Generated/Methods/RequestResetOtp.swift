// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Mails a one-time code that begins a factory reset.
///
/// The code goes to the address that the service itself trusts: that of the verified identity, or
/// what the configuration says (`reset.recipients`, `reset.recipientQuery`). A new code voids the
/// one before; the count of wrong ones goes on. At most one a minute and five an hour. Needs the
/// permission to reset.
public enum RequestResetOtp: BackupMethod {
  /// `requestResetOtp`.
  public static let name = "requestResetOtp"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What `requestResetOtp` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// What `verifyResetOtp` takes together with the code.
    public var challengeId: String
    /// Where the code went, masked, such as `s•••@example.com`; several are separated by commas.
    public var sentTo: String
    /// Until when the code can be used.
    public var expiresAt: Timestamp
    /// After how many seconds another code may be requested.
    public var resendAfter: Int
    /// How many wrong codes are left before no more are accepted.
    public var attemptsLeft: Int

    /// Creates one from its parts.
    public init(
      challengeId: String, sentTo: String, expiresAt: Timestamp, resendAfter: Int, attemptsLeft: Int
    ) {
      self.challengeId = challengeId
      self.sentTo = sentTo
      self.expiresAt = expiresAt
      self.resendAfter = resendAfter
      self.attemptsLeft = attemptsLeft
    }
  }
}
