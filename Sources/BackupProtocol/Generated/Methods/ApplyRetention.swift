// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Removes the backups that the retention policy does not keep.
///
/// They are the ones that `previewRetention` names, the oldest first. Nothing is removed if the
/// last run failed, or if the storage cannot be listed. A backup that `deleteBackup` would refuse
/// to delete is kept. It cannot be undone. Needs the permission to edit.
public enum ApplyRetention: BackupMethod {
  /// `applyRetention`.
  public static let name = "applyRetention"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// A policy to apply instead of the one that is set.
    public var policy: RetentionPolicy?
    /// The name of the storage; the only one if absent.
    public var storage: String?

    /// Creates one from its parts.
    public init(policy: RetentionPolicy? = nil, storage: String? = nil) {
      self.policy = policy
      self.storage = storage
    }
  }

  /// What `applyRetention` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The ids of the backups that were removed.
    public var removed: [String]
    /// How many bytes of storage that freed.
    public var freedBytes: Int

    /// Creates one from its parts.
    public init(removed: [String], freedBytes: Int) {
      self.removed = removed
      self.freedBytes = freedBytes
    }
  }
}
