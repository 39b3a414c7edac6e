/// How far a restore has come.
public enum RestoreStatus: String, Codable, Sendable, CaseIterable {
  /// In progress.
  case running
  /// The database is that of the backup.
  case completed
  /// Ended with an error; see `error`. The database is as it was before.
  case failed
  /// The process ended before the restore did. The database is as it was before, or that of the
  /// backup, never in between.
  case interrupted
  /// Stopped because the caller wished so. The database is as it was before.
  case cancelled
}

/// An entry of the history of restores.
public struct Restore: Codable, Sendable, Hashable {
  /// Opaque. Ids sort by time of creation.
  public var id: String
  /// The id of the backup that was restored.
  public var backupId: String
  /// The name of the file of that backup.
  public var fileName: String
  /// When the database became that of the backup; until then, the start.
  public var restoreDate: Timestamp
  /// When the entry was created.
  public var createdAt: Timestamp
  /// How far it has come.
  public var status: RestoreStatus
  /// The name of the database.
  public var database: String
  /// Who asked for it; null if not known.
  @Nullable public var restoredBy: ActorSummary?
  /// The id of the backup made just before; null if there was no database before, or the restore
  /// ended sooner.
  @Nullable public var safetyBackupId: String?
  /// The id of the restore that this one undoes; null if it is not a roll-back.
  @Nullable public var rollbackOf: String?
  /// The checks of the restored database; null until they have run.
  @Nullable public var validation: Validation?
  /// How long it took, in milliseconds; null while it is running.
  @Nullable public var durationMs: Int?
  /// Why it failed, was cancelled or was interrupted; otherwise null.
  @Nullable public var error: Failure?

  /// Creates one from its parts.
  public init(
    id: String, backupId: String, fileName: String, restoreDate: Timestamp, createdAt: Timestamp,
    status: RestoreStatus, database: String, restoredBy: ActorSummary? = nil,
    safetyBackupId: String? = nil, rollbackOf: String? = nil, validation: Validation? = nil,
    durationMs: Int? = nil, error: Failure? = nil
  ) {
    self.id = id
    self.backupId = backupId
    self.fileName = fileName
    self.restoreDate = restoreDate
    self.createdAt = createdAt
    self.status = status
    self.database = database
    self.restoredBy = restoredBy
    self.safetyBackupId = safetyBackupId
    self.rollbackOf = rollbackOf
    self.validation = validation
    self.durationMs = durationMs
    self.error = error
  }
}

extension Restore {
  /// The checks of a database after a restore.
  public struct Validation: Codable, Sendable, Hashable {
    /// Whether every step passed.
    public var ok: Bool
    /// The checks in the order in which they ran.
    public var steps: [VerificationStep]

    /// Creates one from its parts.
    public init(ok: Bool, steps: [VerificationStep]) {
      self.ok = ok
      self.steps = steps
    }
  }
}
