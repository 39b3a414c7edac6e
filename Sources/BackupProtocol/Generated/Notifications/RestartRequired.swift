// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The host application should be restarted, because its database has been replaced.
public enum RestartRequired: BackupNotification {
  /// `system/restartRequired`.
  public static let name = "system/restartRequired"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// What replaced the database.
    public var reason: RestartRequired.Reason
    /// The restore that did.
    public var restoreId: String?

    /// Creates one from its parts.
    public init(reason: RestartRequired.Reason, restoreId: String? = nil) {
      self.reason = reason
      self.restoreId = restoreId
    }
  }
}

extension RestartRequired {
  /// What replaced the database.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// A restore.
    case restore
    /// The roll-back of a restore.
    case rollback
    /// A factory reset.
    case reset
  }
}
