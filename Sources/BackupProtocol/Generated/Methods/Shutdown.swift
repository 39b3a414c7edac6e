// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Announces the end, as in the Language Server Protocol: operations past their point of no return
/// finish, the others are cancelled, and the notification `exit` ends the process.
///
/// No permission is needed.
public enum Shutdown: BackupMethod {
  /// `shutdown`.
  public static let name = "shutdown"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What it answers.
  public typealias Result = NullResult
}
