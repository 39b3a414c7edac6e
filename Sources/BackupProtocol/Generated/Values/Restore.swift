// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

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
  /// The id of the backup made just before; null if there was no database before, or none that
  /// could be read, or the restore ended sooner.
  @Nullable public var safetyBackupId: String?
  /// The id of the restore that this one undoes; null if it is not a roll-back.
  @Nullable public var rollbackOf: String?
  /// The checks of the restored database; null until they have run.
  @Nullable public var validation: Restore.Validation?
  /// How long it took, in milliseconds; null while it is running.
  @Nullable public var durationMs: Int?
  /// Why it failed, was cancelled or was interrupted; otherwise null.
  @Nullable public var error: Failure?
  /// How the data was put in place. Absent in entries of version 1.0.
  public var method: RestoreMethod?
  /// The paths of the files that were in the way, under the names to which they were moved. Absent
  /// if there were none.
  public var setAside: [String]?
  /// Which data the database has. Absent for a restore that completed or is running.
  public var databaseHolds: DatabaseHolds?
  /// The bytes of the write-ahead log that could not be copied into the database yet, as a reader
  /// still saw older data. The application's next checkpoint copies them. Absent if there are none.
  public var logBytesLeft: Int?

  /// Creates one from its parts.
  public init(
    id: String, backupId: String, fileName: String, restoreDate: Timestamp, createdAt: Timestamp,
    status: RestoreStatus, database: String, restoredBy: ActorSummary? = nil,
    safetyBackupId: String? = nil, rollbackOf: String? = nil, validation: Restore.Validation? = nil,
    durationMs: Int? = nil, error: Failure? = nil, method: RestoreMethod? = nil,
    setAside: [String]? = nil, databaseHolds: DatabaseHolds? = nil, logBytesLeft: Int? = nil
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
    self.method = method
    self.setAside = setAside
    self.databaseHolds = databaseHolds
    self.logBytesLeft = logBytesLeft
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
