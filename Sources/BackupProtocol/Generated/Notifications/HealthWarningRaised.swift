// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Something needs attention.
public enum HealthWarningRaised: BackupNotification {
  /// `health/warning`.
  public static let name = "health/warning"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// What it is.
    public var warning: HealthWarning

    /// Creates one from its parts.
    public init(warning: HealthWarning) {
      self.warning = warning
    }
  }
}
