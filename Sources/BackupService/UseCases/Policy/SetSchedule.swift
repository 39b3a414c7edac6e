import BackupCatalog
import BackupPolicy
package import BackupProtocol

extension BackupOperations {
  /// Sets when backups are made without being asked for.
  ///
  /// - Throws: `invalidParams` that names the field and the remedy, also if the configuration decides
  ///   the schedule.
  package func setSchedule(
    _ params: SetSchedule.Params, by caller: Caller
  ) async throws -> SetSchedule.Result {
    try await run(.setSchedule, by: caller) { _ in
      guard parts.schedule == nil else { throw Self.configured("schedule", at: "params.schedule") }
      let timetable = try timetable(params.schedule, at: "params.schedule")
      try requireDatabaseOrBackups()
      let catalog = try catalog()
      try catalog.save(params.schedule, as: .schedule)
      // Only what is due from now on is to be made.
      try catalog.save(HandledRun(due: now()), as: .lastRun)
      return SetSchedule.Result(
        schedule: timetable.schedule, description: timetable.description,
        nextRuns: timetable.nextRuns(after: now()).map(\.start), source: .settings)
    }
  }

  /// What is thrown for a setting that the configuration decides.
  static func configured(_ setting: String, at path: String) -> ContractError {
    ContractError(
      "The configuration file decides the \(setting).",
      ErrorData(
        kind: .invalidParams,
        hint: "Change \(setting) in the configuration file, or remove it there.", path: path,
        expected: "what the configuration file says", found: "another value", setting: setting))
  }
}
