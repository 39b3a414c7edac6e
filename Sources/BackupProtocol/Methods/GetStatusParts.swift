extension GetStatus {
  /// The live database.
  public struct Database: Codable, Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The name of its file, without the folder.
    public var fileName: String
    /// Whether the file exists.
    public var exists: Bool
    /// The size of the file in bytes; 0 if there is none.
    public var size: Int
    /// Its journal mode; null if it could not be read.
    @Nullable public var journalMode: JournalMode?
    /// The size of its write-ahead log in bytes; 0 if there is none.
    public var walSize: Int
    /// When `journalMode` was read: earlier than now if the application holds a lock on the database.
    /// Left out if it could not be read.
    public var seenAt: Timestamp?

    /// Creates one from its parts.
    public init(
      name: String, fileName: String, exists: Bool, size: Int, journalMode: JournalMode? = nil,
      walSize: Int, seenAt: Timestamp? = nil
    ) {
      self.name = name
      self.fileName = fileName
      self.exists = exists
      self.size = size
      self.journalMode = journalMode
      self.walSize = walSize
      self.seenAt = seenAt
    }
  }

  /// A place where backups are kept.
  public struct Storage: Codable, Sendable, Hashable {
    /// Its name in the configuration.
    public var name: String
    /// `folder` or `s3`. More may be added.
    public var type: String
    /// Bytes that backups take there; null if it could not be reached.
    @Nullable public var used: Int?
    /// Bytes that are free there; null if there is no such limit, or it is not known.
    @Nullable public var free: Int?
    /// Whether it could be reached just now.
    public var reachable: Bool

    /// Creates one from its parts.
    public init(name: String, type: String, used: Int? = nil, free: Int? = nil, reachable: Bool) {
      self.name = name
      self.type = type
      self.used = used
      self.free = free
      self.reachable = reachable
    }
  }

  /// How many backups of each outcome the catalog has.
  public struct Counts: Codable, Sendable, Hashable {
    /// Finished.
    public var completed: Int
    /// Ended with an error.
    public var failed: Int
    /// Cut off by the end of the process.
    public var interrupted: Int
    /// Stopped because the caller wished so.
    public var cancelled: Int
    /// How many of the completed ones are safety backups.
    public var safety: Int
    /// How many of the completed ones are imports.
    public var imported: Int

    /// Creates one from its parts.
    public init(
      completed: Int, failed: Int, interrupted: Int, cancelled: Int = 0, safety: Int = 0,
      imported: Int = 0
    ) {
      self.completed = completed
      self.failed = failed
      self.interrupted = interrupted
      self.cancelled = cancelled
      self.safety = safety
      self.imported = imported
    }
  }
}
