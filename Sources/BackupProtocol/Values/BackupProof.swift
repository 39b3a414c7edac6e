extension Backup {
  /// What is known of a backup from the last time that it was checked.
  public struct Proof: Codable, Sendable, Hashable {
    /// How thoroughly it was checked.
    public var depth: ProofDepth
    /// When the check began.
    public var at: Timestamp
    /// What could not be checked, and why, a plain sentence each. Absent if all was.
    public var limits: [String]?
    /// Rows that break rules of the application’s schema, a plain sentence for each rule. They are no
    /// damage. Absent if there are none.
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
}

/// How thoroughly a backup was checked.
public enum ProofDepth: String, Codable, Sendable, CaseIterable {
  /// The stored bytes are the ones that were written.
  case stored
  /// It was restored on trial, and the structure of the database checked.
  case restored
  /// It was restored on trial, and every index entry compared with its row.
  case full
}
