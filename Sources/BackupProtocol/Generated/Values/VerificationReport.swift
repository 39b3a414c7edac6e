// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What a verification found.
public struct VerificationReport: Codable, Sendable, Hashable {
  /// The id of the backup.
  public var backupId: String
  /// How thoroughly it was verified.
  public var depth: VerificationDepth
  /// Whether the backup can be relied on: every step passed.
  public var ok: Bool
  /// When the verification began.
  public var checkedAt: Timestamp
  /// How long it took, in milliseconds.
  public var durationMs: Int
  /// The checks in the order in which they ran. After one that failed, those which need its result
  /// are left out.
  public var steps: [VerificationStep]
  /// The rows that break a foreign key. Absent if that was not checked.
  public var foreignKeyViolations: VerificationReport.ForeignKeyViolations?
  /// What was found wrong or odd, a plain sentence each. Empty if nothing was.
  public var findings: [String]
  /// What could not be checked, and why, a plain sentence each. Absent if all was.
  public var limits: [String]?

  /// Creates one from its parts.
  public init(
    backupId: String, depth: VerificationDepth, ok: Bool, checkedAt: Timestamp, durationMs: Int,
    steps: [VerificationStep], foreignKeyViolations: VerificationReport.ForeignKeyViolations? = nil,
    findings: [String], limits: [String]? = nil
  ) {
    self.backupId = backupId
    self.depth = depth
    self.ok = ok
    self.checkedAt = checkedAt
    self.durationMs = durationMs
    self.steps = steps
    self.foreignKeyViolations = foreignKeyViolations
    self.findings = findings
    self.limits = limits
  }
}

extension VerificationReport {
  /// The rows that break a foreign key.
  public struct ForeignKeyViolations: Codable, Sendable, Hashable {
    /// How many there are.
    public var total: Int
    /// Whether the database had as many when it was backed up. They are no damage to the backup
    /// then.
    public var inSource: Bool

    /// Creates one from its parts.
    public init(total: Int, inSource: Bool) {
      self.total = total
      self.inSource = inSource
    }
  }
}
