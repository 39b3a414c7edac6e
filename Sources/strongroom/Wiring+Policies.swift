import BackupPolicy
import BackupProtocol
import ServiceConfiguration

extension Wiring {
  /// The schedule and the retention policy that the configuration decides.
  ///
  /// - Throws: `notConfigured` that names the setting.
  static func policies(
    _ configuration: ServiceConfiguration.Configuration
  ) throws -> (Schedule?, RetentionPolicy?) {
    let schedule = configuration.schedule.map(Schedule.init)
    let retention = configuration.retention.map(RetentionPolicy.init)
    do {
      if let schedule { _ = try Timetable(schedule, at: "schedule") }
      if let retention { _ = try RetentionRules(retention, at: "retention") }
    } catch let error as ContractError {
      throw CommandFailure(
        ContractError(
          error.message,
          ErrorData(kind: .notConfigured, hint: error.data.hint, setting: error.data.path)))
    }
    return (schedule, retention)
  }
}

extension Schedule {
  fileprivate init(_ settings: ScheduleSettings) {
    let frequency: Frequency =
      switch settings.frequency {
      case .hourly: .hourly
      case .daily: .daily
      case .weekly: .weekly
      case .monthly: .monthly
      case .cron: .cron
      case .off: .off
      }
    self.init(
      frequency: frequency, at: settings.at, minute: settings.minute,
      dayOfWeek: settings.dayOfWeek, dayOfMonth: settings.dayOfMonth, cron: settings.cron,
      timeZone: settings.timeZone,
      format: settings.format.flatMap { BackupFormat(rawValue: $0.rawValue) },
      jitterSeconds: settings.jitterSeconds)
  }
}

extension RetentionPolicy {
  fileprivate init(_ settings: RetentionSettings) {
    self.init(
      keepLast: settings.keepLast, keepHourly: settings.keepHourly, keepDaily: settings.keepDaily,
      keepWeekly: settings.keepWeekly, keepMonthly: settings.keepMonthly,
      keepYearly: settings.keepYearly, keepWithin: settings.keepWithin,
      keepSafety: settings.keepSafety, maxBytes: settings.maxBytes)
  }
}
