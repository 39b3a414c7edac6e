/// Which backups are kept; all of them as long as no rule is given.
package struct RetentionSettings: Sendable, Hashable {
  package let keepLast: Int?
  package let keepHourly: Int?
  package let keepDaily: Int?
  package let keepWeekly: Int?
  package let keepMonthly: Int?
  package let keepYearly: Int?
  /// An ISO 8601 duration such as `P7D`: all backups so far back from the newest are kept.
  package let keepWithin: String?
  /// An ISO 8601 duration: how long safety backups are kept.
  package let keepSafety: String?
  /// The size, in bytes, above which the oldest go.
  package let maxBytes: Int?
}

extension RetentionSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly, keepYearly
    case keepWithin, keepSafety, maxBytes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    keepLast = try container.value(.keepLast, .range(0...100_000))
    keepHourly = try container.value(.keepHourly, .range(0...100_000))
    keepDaily = try container.value(.keepDaily, .range(0...100_000))
    keepWeekly = try container.value(.keepWeekly, .range(0...100_000))
    keepMonthly = try container.value(.keepMonthly, .range(0...100_000))
    keepYearly = try container.value(.keepYearly, .range(0...100_000))
    keepWithin = try container.value(.keepWithin, .duration)
    keepSafety = try container.value(.keepSafety, .duration)
    maxBytes = try container.value(.maxBytes, .range(1...9_007_199_254_740_991))
  }
}
