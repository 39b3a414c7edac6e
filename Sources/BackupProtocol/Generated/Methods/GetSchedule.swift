// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Tells when backups are made without being asked for.
///
/// Until a schedule is set it is `off`. Needs the permission to view.
public enum GetSchedule: BackupMethod {
  /// `getSchedule`.
  public static let name = "getSchedule"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What `getSchedule` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The schedule, with its defaults filled in.
    public var schedule: Schedule
    /// The schedule in words, such as `every day at 02:30, Asia/Karachi`.
    public var description: String
    /// When the next five runs start. Empty if the schedule is `off`.
    public var nextRuns: [Timestamp]
    /// Where the schedule comes from.
    public var source: PolicySource

    /// Creates one from its parts.
    public init(
      schedule: Schedule, description: String, nextRuns: [Timestamp], source: PolicySource
    ) {
      self.schedule = schedule
      self.description = description
      self.nextRuns = nextRuns
      self.source = source
    }
  }
}
