// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Tells which automatic backups are kept.
///
/// Until a policy is set, everything is kept. Needs the permission to view.
public enum GetRetention: BackupMethod {
  /// `getRetention`.
  public static let name = "getRetention"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What `getRetention` answers.
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
