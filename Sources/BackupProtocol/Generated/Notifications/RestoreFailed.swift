// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A restore has failed; see its `error`.
public enum RestoreFailed: BackupNotification {
  /// `restore/failed`.
  public static let name = "restore/failed"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The entry in the history.
    public var restore: Restore

    /// Creates one from its parts.
    public init(restore: Restore) {
      self.restore = restore
    }
  }
}
