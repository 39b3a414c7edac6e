// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Which automatic backups are kept. A rule counts periods in which there is a proven backup, and
/// keeps the newest backup of each. A backup is kept if any rule keeps it. Manual, imported and
/// pinned backups are kept whatever the rules say, and so is the newest proven backup. A policy
/// without any field keeps everything.
public struct RetentionPolicy: Codable, Sendable, Hashable {
  /// How many of the newest backups are kept.
  public var keepLast: Int?
  /// For how many hours one backup each is kept.
  public var keepHourly: Int?
  /// For how many days one backup each is kept.
  public var keepDaily: Int?
  /// For how many weeks one backup each is kept. A week begins on Monday, as ISO 8601 has it.
  public var keepWeekly: Int?
  /// For how many months one backup each is kept.
  public var keepMonthly: Int?
  /// For how many years one backup each is kept.
  public var keepYearly: Int?
  /// How far back from the newest proven automatic backup all backups are kept: an ISO 8601
  /// duration such as `P7D`.
  public var keepWithin: String?
  /// For how long safety backups are kept: an ISO 8601 duration. `P30D` if absent. One that a
  /// restore can still be undone by is kept longer.
  public var keepSafety: String?
  /// How many bytes the automatic backups may use together. The oldest are removed first, even if a
  /// rule keeps them. 0 counts as absent.
  public var maxBytes: Int?

  /// Creates one from its parts.
  public init(
    keepLast: Int? = nil, keepHourly: Int? = nil, keepDaily: Int? = nil, keepWeekly: Int? = nil,
    keepMonthly: Int? = nil, keepYearly: Int? = nil, keepWithin: String? = nil,
    keepSafety: String? = nil, maxBytes: Int? = nil
  ) {
    self.keepLast = keepLast
    self.keepHourly = keepHourly
    self.keepDaily = keepDaily
    self.keepWeekly = keepWeekly
    self.keepMonthly = keepMonthly
    self.keepYearly = keepYearly
    self.keepWithin = keepWithin
    self.keepSafety = keepSafety
    self.maxBytes = maxBytes
  }
}
