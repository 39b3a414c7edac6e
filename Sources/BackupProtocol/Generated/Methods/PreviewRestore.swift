// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Finds out what a restore would do, and gives the token that allows it. Changes nothing.
///
/// Needs the permission to edit.
public enum PreviewRestore: BackupMethod {
  /// `previewRestore`.
  public static let name = "previewRestore"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// A moment to restore to, where backups are continuous.
    public var at: Timestamp?

    /// Creates one from its parts.
    public init(id: String, at: Timestamp? = nil) {
      self.id = id
      self.at = at
    }
  }

  /// What `previewRestore` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// What the restore would do.
    public var report: RestorePreview
    /// What `restoreBackup` needs. It is good once, for this backup, for the same actor.
    public var confirmationToken: String
    /// Until when the token is good.
    public var expiresAt: Timestamp

    /// Creates one from its parts.
    public init(report: RestorePreview, confirmationToken: String, expiresAt: Timestamp) {
      self.report = report
      self.confirmationToken = confirmationToken
      self.expiresAt = expiresAt
    }
  }
}
