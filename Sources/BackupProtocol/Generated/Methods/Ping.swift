// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Answers at once, whatever else is running.
///
/// No permission is needed.
public enum Ping: BackupMethod {
  /// `ping`.
  public static let name = "ping"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What it answers.
  public typealias Result = EmptyObject
}
