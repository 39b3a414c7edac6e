// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Ends the process, after `shutdown`.
public enum Exit: BackupNotification {
  /// `exit`.
  public static let name = "exit"

  /// The parameters.
  public typealias Params = EmptyObject
}
