// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// An entry of the catalog of backups.
public struct Backup: Codable, Sendable, Hashable {
  /// Opaque. Ids sort by time of creation.
  public var id: String
  /// The name of the file that holds the backup, without its folder.
  public var fileName: String
  /// The size of that file in bytes; 0 until the backup has completed.
  public var fileSize: Int
  /// The moment whose state of the database the backup holds; until that is known, the start. Of an
  /// import it is what the file says of itself, or else when the file was last changed.
  public var backupDate: Timestamp
  /// Whether the schedule made it: `type` is `automatic`.
  public var isAutomatic: Bool
  /// When the entry was created.
  public var createdAt: Timestamp
  /// What caused the backup.
  public var type: BackupType
  /// How far it has come.
  public var status: BackupStatus
  /// What it is stored as.
  public var format: BackupFormat
  /// The name of the database.
  public var database: String
  /// Whether the stored bytes are encrypted.
  public var encrypted: Bool
  /// The hash of the stored file; null until the backup has completed.
  @Nullable public var checksum: Checksum?
  /// When the backup last passed a verification; null if it never did.
  @Nullable public var verifiedAt: Timestamp?
  /// How it was checked last; null if it never was, or was found damaged.
  @Nullable public var proof: Backup.Proof?
  /// The name that a person gave it; null if none.
  @Nullable public var label: String?
  /// Whether it is kept whatever the retention policy says.
  public var pinned: Bool
  /// Who asked for it; null if the service made it on its own.
  @Nullable public var createdBy: ActorSummary?
  /// How long it took, in milliseconds; null while it is running.
  @Nullable public var durationMs: Int?
  /// The number of tables in it; null until known.
  @Nullable public var tableCount: Int?
  /// The number of rows in all its tables; null until known.
  @Nullable public var rowCount: Int?
  /// Where the bytes are. Empty until the backup has completed.
  public var locations: [Backup.Location]
  /// Why it failed, was cancelled or was interrupted; of a completed backup, what a verification
  /// found wrong with it; otherwise null.
  @Nullable public var error: Failure?
  /// The name of the file that an import was taken in from, without its folder; absent for any
  /// other type.
  public var importedFrom: String?
  /// What of an imported file was of no use to a new database and was passed over. Absent if
  /// nothing was.
  public var passedOver: [PassedOver]?
  /// Why the schedule made it: `scheduled` at its time, or `missed` later, as no process was there
  /// at its time. Absent for any other type.
  public var startedBecause: RunReason?
  /// When the entry was made from the file alone, as the catalog was rebuilt; otherwise absent.
  /// Whether the backup was verified before is then not known, unless `verifiedAt` says so.
  public var rebuiltAt: Timestamp?

  /// Creates one from its parts.
  public init(
    id: String, fileName: String, fileSize: Int, backupDate: Timestamp, isAutomatic: Bool,
    createdAt: Timestamp, type: BackupType, status: BackupStatus, format: BackupFormat,
    database: String, encrypted: Bool, checksum: Checksum? = nil, verifiedAt: Timestamp? = nil,
    proof: Backup.Proof? = nil, label: String? = nil, pinned: Bool, createdBy: ActorSummary? = nil,
    durationMs: Int? = nil, tableCount: Int? = nil, rowCount: Int? = nil,
    locations: [Backup.Location], error: Failure? = nil, importedFrom: String? = nil,
    passedOver: [PassedOver]? = nil, startedBecause: RunReason? = nil, rebuiltAt: Timestamp? = nil
  ) {
    self.id = id
    self.fileName = fileName
    self.fileSize = fileSize
    self.backupDate = backupDate
    self.isAutomatic = isAutomatic
    self.createdAt = createdAt
    self.type = type
    self.status = status
    self.format = format
    self.database = database
    self.encrypted = encrypted
    self.checksum = checksum
    self.verifiedAt = verifiedAt
    self.proof = proof
    self.label = label
    self.pinned = pinned
    self.createdBy = createdBy
    self.durationMs = durationMs
    self.tableCount = tableCount
    self.rowCount = rowCount
    self.locations = locations
    self.error = error
    self.importedFrom = importedFrom
    self.passedOver = passedOver
    self.startedBecause = startedBecause
    self.rebuiltAt = rebuiltAt
  }
}

extension Backup {
  /// What is known of a backup from the last time that it was checked.
  public struct Proof: Codable, Sendable, Hashable {
    /// How thoroughly it was checked.
    public var depth: ProofDepth
    /// When the check began.
    public var at: Timestamp
    /// What could not be checked, and why, a plain sentence each. Absent if all was.
    public var limits: [String]?
    /// Rows that break rules of the application’s schema, a plain sentence for each rule. They are
    /// no damage. Absent if there are none.
    public var findings: [String]?

    /// Creates one from its parts.
    public init(
      depth: ProofDepth, at: Timestamp, limits: [String]? = nil, findings: [String]? = nil
    ) {
      self.depth = depth
      self.at = at
      self.limits = limits
      self.findings = findings
    }
  }

  /// A place where the bytes of a backup are.
  public struct Location: Codable, Sendable, Hashable {
    /// The name of the storage.
    public var storage: String
    /// The name of the object in that storage.
    public var key: String

    /// Creates one from its parts.
    public init(storage: String, key: String) {
      self.storage = storage
      self.key = key
    }
  }
}
