// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The retention policy was applied, and removed backups.
public enum RetentionApplied: BackupNotification {
  /// `retention/applied`.
  public static let name = "retention/applied"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The ids of the backups that it removed, at least one.
    public var removed: [String]
    /// What their files took, in bytes.
    public var freedBytes: Int

    /// Creates one from its parts.
    public init(removed: [String], freedBytes: Int) {
      self.removed = removed
      self.freedBytes = freedBytes
    }
  }
}
