extension GetStatus {
  /// How things stand as a whole.
  public enum HealthState: String, Codable, Sendable, CaseIterable {
    /// Nothing needs attention.
    case ok
    /// A person should look into something soon.
    case warning
    /// A person should act now.
    case critical
  }

  /// How things stand, in short.
  public struct Summary: Codable, Sendable, Hashable {
    /// The gravest of all warnings decides.
    public var state: HealthState
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
    public var proven: Proven
    /// The places where backups are kept.
    public var storage: [StorageUse]

    /// Creates one from its parts.
    public init(
      state: HealthState, text: String, lastSuccess: Timestamp? = nil,
      lastProven: Timestamp? = nil, nextRun: Timestamp? = nil, proven: Proven,
      storage: [StorageUse]
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
    /// When it will be full if backups are made as in the last 30 days. Null if there are none over at
    /// least a day, or if it will take more than ten years.
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
}
