// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Tells for every backup whether the retention policy keeps it, and why.
///
/// Nothing is removed. Periods are those of the time zone of the schedule. Needs the permission to
/// view.
public enum PreviewRetention: BackupMethod {
  /// `previewRetention`.
  public static let name = "previewRetention"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// A policy to try instead of the one that is set.
    public var policy: RetentionPolicy?
    /// The name of the storage; the only one if absent.
    public var storage: String?

    /// Creates one from its parts.
    public init(policy: RetentionPolicy? = nil, storage: String? = nil) {
      self.policy = policy
      self.storage = storage
    }
  }

  /// What `previewRetention` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// A decision for each backup, the newest first.
    public var decisions: [PreviewRetention.Decision]
    /// How many bytes of storage `applyRetention` would free.
    public var freedBytes: Int
    /// How many of the backups that would be removed are less than a day old.
    public var recentRemovals: Int?

    /// Creates one from its parts.
    public init(
      decisions: [PreviewRetention.Decision], freedBytes: Int, recentRemovals: Int? = nil
    ) {
      self.decisions = decisions
      self.freedBytes = freedBytes
      self.recentRemovals = recentRemovals
    }
  }
}

extension PreviewRetention {
  /// Whether a backup is kept, and why.
  public struct Decision: Codable, Sendable, Hashable {
    /// The backup.
    public var backup: PreviewRetention.Entry
    /// Whether it is kept.
    public var keep: Bool
    /// Why, a plain sentence each. At least one.
    public var reasons: [String]

    /// Creates one from its parts.
    public init(backup: PreviewRetention.Entry, keep: Bool, reasons: [String]) {
      self.backup = backup
      self.keep = keep
      self.reasons = reasons
    }
  }

  /// A backup by what tells it apart.
  public struct Entry: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// The name of its file.
    public var fileName: String
    /// The moment whose data it holds.
    public var backupDate: Timestamp
    /// The size of its file in bytes.
    public var fileSize: Int

    /// Creates one from its parts.
    public init(id: String, fileName: String, backupDate: Timestamp, fileSize: Int) {
      self.id = id
      self.fileName = fileName
      self.backupDate = backupDate
      self.fileSize = fileSize
    }
  }
}
