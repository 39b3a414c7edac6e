/// Answers at once, whatever else is running.
public enum Ping: BackupMethod {
  /// `ping`.
  public static let name = "ping"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// Creates one from its parts.
    public init() {}
  }

  /// What it answers.
  public typealias Result = EmptyResult
}
