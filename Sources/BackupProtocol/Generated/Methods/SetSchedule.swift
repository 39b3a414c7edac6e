// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Sets when backups are made without being asked for.
///
/// The schedule is checked as a whole, and replaces the one before as a whole. Needs the permission
/// to edit.
public enum SetSchedule: BackupMethod {
  /// `setSchedule`.
  public static let name = "setSchedule"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The new schedule.
    public var schedule: Schedule

    /// Creates one from its parts.
    public init(schedule: Schedule) {
      self.schedule = schedule
    }
  }

  /// What `setSchedule` answers.
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
