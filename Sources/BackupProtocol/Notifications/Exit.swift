/// Ends the process, after `shutdown`.
public enum Exit: BackupNotification {
  /// `exit`.
  public static let name = "exit"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// Creates one from its parts.
    public init() {}
  }
}
