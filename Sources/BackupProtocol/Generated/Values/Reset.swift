// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// One factory reset.
public struct Reset: Codable, Sendable, Hashable {
  /// Opaque. Ids sort by time of creation.
  public var id: String
  /// When it began.
  public var createdAt: Timestamp
  /// When the data was deleted; until then, the start.
  public var resetDate: Timestamp
  /// How far it has come.
  public var status: ResetStatus
  /// The name of the database.
  public var database: String
  /// Who asked for it; null if not known.
  @Nullable public var requestedBy: ActorSummary?
  /// The id of the backup made just before; null if the reset ended sooner.
  @Nullable public var safetyBackupId: String?
  /// How many rows were deleted; null until they are.
  @Nullable public var deletedRows: Int?
  /// How long it took, in milliseconds; null while it is running.
  @Nullable public var durationMs: Int?
  /// What did not go as it should after the data was deleted. Empty if nothing.
  public var warnings: [String]
  /// Why it failed or was interrupted; otherwise null.
  @Nullable public var error: Failure?

  /// Creates one from its parts.
  public init(
    id: String, createdAt: Timestamp, resetDate: Timestamp, status: ResetStatus, database: String,
    requestedBy: ActorSummary? = nil, safetyBackupId: String? = nil, deletedRows: Int? = nil,
    durationMs: Int? = nil, warnings: [String], error: Failure? = nil
  ) {
    self.id = id
    self.createdAt = createdAt
    self.resetDate = resetDate
    self.status = status
    self.database = database
    self.requestedBy = requestedBy
    self.safetyBackupId = safetyBackupId
    self.deletedRows = deletedRows
    self.durationMs = durationMs
    self.warnings = warnings
    self.error = error
  }
}
