// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// When backups are made without being asked for. A field that `frequency` does not use is refused.
///
/// Times are those of a clock on the wall in `timeZone`. Where the clock is put forward and skips
/// the time, the backup is made as soon as the gap ends. Where the clock is put back and shows the
/// time twice, it is made the first time. A schedule that has a run in every hour follows the
/// elapsed time instead: it has no run in an hour that the clock skips, and one in each of two
/// hours of the same name.
public struct Schedule: Codable, Sendable, Hashable {
  /// How often.
  public var frequency: Schedule.Frequency
  /// The time of day, such as `02:30`: of `daily`, `weekly` and `monthly`. `00:00` if absent.
  public var at: String?
  /// The minute of the hour: of `hourly`. 0 if absent.
  public var minute: Int?
  /// The day of the week, Monday being 1: of `weekly`. 1 if absent.
  public var dayOfWeek: Int?
  /// The day of the month: of `monthly`. In a shorter month it is the last day. 1 if absent.
  public var dayOfMonth: Int?
  /// Five fields as in crontab(5): minute, hour, day of month, month, day of week. Needed by
  /// `cron`. A day matches if it matches the day of the month or the day of the week; if one of the
  /// two begins with `*`, it has to match both.
  public var cron: String?
  /// The name of a time zone in the IANA database, such as `Asia/Karachi`. `UTC` if absent.
  public var timeZone: String?
  /// What the backups are stored as. The default format if absent.
  public var format: BackupFormat?
  /// By how many seconds a run may start late. The delay differs from run to run and from database
  /// to database. 0 if absent.
  public var jitterSeconds: Int?

  /// Creates one from its parts.
  public init(
    frequency: Schedule.Frequency, at: String? = nil, minute: Int? = nil, dayOfWeek: Int? = nil,
    dayOfMonth: Int? = nil, cron: String? = nil, timeZone: String? = nil,
    format: BackupFormat? = nil, jitterSeconds: Int? = nil
  ) {
    self.frequency = frequency
    self.at = at
    self.minute = minute
    self.dayOfWeek = dayOfWeek
    self.dayOfMonth = dayOfMonth
    self.cron = cron
    self.timeZone = timeZone
    self.format = format
    self.jitterSeconds = jitterSeconds
  }
}

extension Schedule {
  /// How often backups are made without being asked for.
  public enum Frequency: String, Codable, Sendable, CaseIterable {
    /// Never.
    case off
    /// Every hour, at `minute`.
    case hourly
    /// Every day, at `at`.
    case daily
    /// On `dayOfWeek`, at `at`.
    case weekly
    /// On `dayOfMonth`, at `at`.
    case monthly
    /// As `cron` says.
    case cron
  }
}
