// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Sets which automatic backups are kept.
///
/// The policy is checked as a whole, and replaces the one before as a whole. Nothing is removed by
/// this call. Needs the permission to edit.
public enum SetRetention: BackupMethod {
  /// `setRetention`.
  public static let name = "setRetention"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The new policy.
    public var policy: RetentionPolicy

    /// Creates one from its parts.
    public init(policy: RetentionPolicy) {
      self.policy = policy
    }
  }

  /// What `setRetention` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The policy. Without any rule it keeps everything.
    public var policy: RetentionPolicy
    /// Where the policy comes from.
    public var source: PolicySource

    /// Creates one from its parts.
    public init(policy: RetentionPolicy, source: PolicySource) {
      self.policy = policy
      self.source = source
    }
  }
}
