// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Tells how things stand: the last success, the next run, the storages, and what needs attention.
///
/// Needs the permission to view.
public enum GetStatus: BackupMethod {
  /// `getStatus`.
  public static let name = "getStatus"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What `getStatus` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// All of it in short.
    public var summary: GetStatus.Summary
    /// The version of the server.
    public var serverVersion: String
    /// The version of SQLite that it links.
    public var sqliteVersion: String
    /// The live database.
    public var database: GetStatus.Database
    /// The latest backup of this database that completed, whose file is there, and that no
    /// verification found damaged; null if there is none. Neither an import nor a safety backup.
    @Nullable public var lastSuccess: Backup?
    /// The latest backup that was asked for or scheduled, whatever became of it; null if there is
    /// none. Neither an import nor a safety backup.
    @Nullable public var lastAttempt: Backup?
    /// When the schedule is next due; null if there is none.
    @Nullable public var nextRun: Timestamp?
    /// The places where backups are kept.
    public var storage: [GetStatus.Storage]
    /// How many backups of each outcome there are.
    public var counts: GetStatus.Counts
    /// The operation that holds the database; null if there is none.
    @Nullable public var operation: RunningOperation?
    /// What needs attention. Empty if nothing does.
    public var warnings: [HealthWarning]

    /// Creates one from its parts.
    public init(
      summary: GetStatus.Summary, serverVersion: String, sqliteVersion: String,
      database: GetStatus.Database, lastSuccess: Backup? = nil, lastAttempt: Backup? = nil,
      nextRun: Timestamp? = nil, storage: [GetStatus.Storage], counts: GetStatus.Counts,
      operation: RunningOperation? = nil, warnings: [HealthWarning]
    ) {
      self.summary = summary
      self.serverVersion = serverVersion
      self.sqliteVersion = sqliteVersion
      self.database = database
      self.lastSuccess = lastSuccess
      self.lastAttempt = lastAttempt
      self.nextRun = nextRun
      self.storage = storage
      self.counts = counts
      self.operation = operation
      self.warnings = warnings
    }
  }
}

extension GetStatus {
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
      completed: Int, failed: Int, interrupted: Int, cancelled: Int, safety: Int, imported: Int
    ) {
      self.completed = completed
      self.failed = failed
      self.interrupted = interrupted
      self.cancelled = cancelled
      self.safety = safety
      self.imported = imported
    }
  }

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
    /// When `journalMode` was read: earlier than now if the application holds a lock on the
    /// database. Left out if it could not be read.
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

  /// How things stand as a whole.
  public enum HealthState: String, Codable, Sendable, CaseIterable {
    /// Nothing needs attention.
    case ok
    /// A person should look into something soon.
    case warning
    /// A person should act now.
    case critical
  }

  /// How many backups of this database a trial restore has proven.
  public struct Proven: Codable, Sendable, Hashable {
    /// Those whose files are there, and that no later verification found damaged.
    public var count: Int
    /// Of so many completed ones.
    public var of: Int
    /// When the oldest of those that count was made; null if there is none.
    @Nullable public var oldest: Timestamp?

    /// Creates one from its parts.
    public init(count: Int, of: Int, oldest: Timestamp? = nil) {
      self.count = count
      self.of = of
      self.oldest = oldest
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

  /// How full a place is where backups are kept.
  public struct StorageUse: Codable, Sendable, Hashable {
    /// Its name in the configuration.
    public var name: String
    /// `folder` or `s3`. More may be added.
    public var type: String
    /// Bytes that backups take there; null if it could not be reached.
    @Nullable public var used: Int?
    /// Bytes that are free there; null if there is no such limit, or it is not known.
    @Nullable public var free: Int?
    /// When it will be full if backups are made as in the last 30 days. Null if there are none over
    /// at least a day, or if it will take more than ten years.
    @Nullable public var fullOn: Timestamp?

    /// Creates one from its parts.
    public init(
      name: String, type: String, used: Int? = nil, free: Int? = nil, fullOn: Timestamp? = nil
    ) {
      self.name = name
      self.type = type
      self.used = used
      self.free = free
      self.fullOn = fullOn
    }
  }

  /// How things stand, in short.
  public struct Summary: Codable, Sendable, Hashable {
    /// The gravest of all warnings decides.
    public var state: GetStatus.HealthState
    /// One or two plain sentences.
    public var text: String
    /// When the latest backup was made whose file is there and was not found damaged; null if there
    /// is none.
    @Nullable public var lastSuccess: Timestamp?
    /// When the latest proven backup was made; null if there is none.
    @Nullable public var lastProven: Timestamp?
    /// When the schedule is next due; null if there is none.
    @Nullable public var nextRun: Timestamp?
    /// How many backups a trial restore has proven.
    public var proven: GetStatus.Proven
    /// The places where backups are kept.
    public var storage: [GetStatus.StorageUse]

    /// Creates one from its parts.
    public init(
      state: GetStatus.HealthState, text: String, lastSuccess: Timestamp? = nil,
      lastProven: Timestamp? = nil, nextRun: Timestamp? = nil, proven: GetStatus.Proven,
      storage: [GetStatus.StorageUse]
    ) {
      self.state = state
      self.text = text
      self.lastSuccess = lastSuccess
      self.lastProven = lastProven
      self.nextRun = nextRun
      self.proven = proven
      self.storage = storage
    }
  }
}
