// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what was expected
/// and what was found.
///
/// Needs the permission to edit.
public enum VerifyBackup: BackupMethod {
  /// `verifyBackup`.
  public static let name = "verifyBackup"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// How thoroughly; `restore` by default.
    public var depth: VerificationDepth?

    /// Creates one from its parts.
    public init(id: String, depth: VerificationDepth? = nil) {
      self.id = id
      self.depth = depth
    }
  }

  /// What `verifyBackup` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// What was found.
    public var report: VerificationReport

    /// Creates one from its parts.
    public init(report: VerificationReport) {
      self.report = report
    }
  }
}
