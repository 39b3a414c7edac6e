/// Answers at once, whatever else is running.
public enum Ping: BackupMethod {
  /// `ping`.
  public static let name = "ping"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What it answers.
  public typealias Result = EmptyObject
}
