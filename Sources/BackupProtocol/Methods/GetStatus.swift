/// Tells how things stand: the last success, the next run, the storages, and what needs attention.
public enum GetStatus: BackupMethod {
  /// `getStatus`.
  public static let name = "getStatus"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What it answers.
  public struct Result: Codable, Sendable, Hashable {
    /// All of it in short.
    public var summary: Summary
    /// The version of the server.
    public var serverVersion: String
    /// The version of SQLite that it links.
    public var sqliteVersion: String
    /// The live database.
    public var database: Database
    /// The latest backup of this database that completed, whose file is there, and that no
    /// verification found damaged; null if there is none. Neither an import nor a safety backup.
    @Nullable public var lastSuccess: Backup?
    /// The latest backup that was asked for or scheduled, whatever became of it; null if there is
    /// none. Neither an import nor a safety backup.
    @Nullable public var lastAttempt: Backup?
    /// When the schedule is next due; null if there is none.
    @Nullable public var nextRun: Timestamp?
    /// The places where backups are kept.
    public var storage: [Storage]
    /// How many backups of each outcome there are.
    public var counts: Counts
    /// The operation that holds the database; null if there is none.
    @Nullable public var operation: RunningOperation?
    /// What needs attention. Empty if nothing does.
    public var warnings: [HealthWarning]

    /// Creates one from its parts.
    public init(
      summary: Summary, serverVersion: String, sqliteVersion: String, database: Database,
      lastSuccess: Backup? = nil,
      lastAttempt: Backup? = nil, nextRun: Timestamp? = nil, storage: [Storage], counts: Counts,
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
