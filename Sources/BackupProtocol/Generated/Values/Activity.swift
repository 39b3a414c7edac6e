// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// An entry of the audit log: who did what, when, with what outcome. Entries are never changed or
/// removed, and each holds the hash of the one before it.
public struct Activity: Codable, Sendable, Hashable {
  /// The number of the entry: 1, 2, 3 and so on, without a gap.
  public var sequence: Int
  /// Opaque. Ids sort as the entries were written.
  public var id: String
  /// When the entry was written, which is when the action ended.
  public var createdAt: Timestamp
  /// What was done or asked for: the name of a method, or `rebuildCatalog`. More may be added.
  public var action: String
  /// How it ended.
  public var outcome: ActivityOutcome
  /// Who asked for it; null if that is not known, or if the service did it on its own.
  @Nullable public var actor: ActorSummary?
  /// The name of the database.
  public var database: String
  /// What it was done to or with. Empty if it did not come that far.
  public var targets: [Activity.Target]
  /// Why it failed or was refused; otherwise null.
  @Nullable public var error: Failure?
  /// How long it took, in milliseconds; null if not known.
  @Nullable public var durationMs: Int?
  /// The refusals that this entry stands for. Absent from an entry for one action.
  public var repeats: Activity.Repeats?
  /// How a backup was proven. Absent from an entry of anything else.
  public var proof: Activity.Proof?
  /// The hash of the entry before, 64 hexadecimal digits; zeros for the first one.
  public var previous: String
  /// The SHA-256 hash of `previous` and the stored document of this entry.
  public var hash: String

  /// Creates one from its parts.
  public init(
    sequence: Int, id: String, createdAt: Timestamp, action: String, outcome: ActivityOutcome,
    actor: ActorSummary? = nil, database: String, targets: [Activity.Target], error: Failure? = nil,
    durationMs: Int? = nil, repeats: Activity.Repeats? = nil, proof: Activity.Proof? = nil,
    previous: String, hash: String
  ) {
    self.sequence = sequence
    self.id = id
    self.createdAt = createdAt
    self.action = action
    self.outcome = outcome
    self.actor = actor
    self.database = database
    self.targets = targets
    self.error = error
    self.durationMs = durationMs
    self.repeats = repeats
    self.proof = proof
    self.previous = previous
    self.hash = hash
  }
}

extension Activity {
  /// A trial restore that a backup has passed.
  public struct Proof: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var backupId: String
    /// How thoroughly it was checked.
    public var depth: ProofDepth
    /// The hash of the file that was checked.
    public var checksum: Checksum
    /// Whether some parts could not be checked, or rows break rules of the schema. Absent if not.
    public var limited: Bool?

    /// Creates one from its parts.
    public init(backupId: String, depth: ProofDepth, checksum: Checksum, limited: Bool? = nil) {
      self.backupId = backupId
      self.depth = depth
      self.checksum = checksum
      self.limited = limited
    }
  }

  /// Further refusals of the same actor, method and kind, recorded together.
  public struct Repeats: Codable, Sendable, Hashable {
    /// How many there were after the one that has an entry of its own.
    public var count: Int
    /// When the first of them came.
    public var from: Timestamp
    /// When the last of them came.
    public var to: Timestamp

    /// Creates one from its parts.
    public init(count: Int, from: Timestamp, to: Timestamp) {
      self.count = count
      self.from = from
      self.to = to
    }
  }

  /// Something that an action was done to or with.
  public struct Target: Codable, Sendable, Hashable {
    /// What it is: `backup`, `safetyBackup`, `restore`, `rollbackOf` (the restore that is undone),
    /// `challenge` or `reset`. More may be added.
    public var type: String
    /// Its id.
    public var id: String

    /// Creates one from its parts.
    public init(type: String, id: String) {
      self.type = type
      self.id = id
    }
  }
}
