import BackupCatalog
import BackupPolicy
package import BackupProtocol

extension BackupOperations {
  /// Sets when backups are made without being asked for.
  ///
  /// - Throws: `invalidParams` that names the field and the remedy.
  package func setSchedule(
    _ params: SetSchedule.Params, by caller: Caller
  ) throws -> SetSchedule.Result {
    try recorded(SetSchedule.name, by: caller) { _ in
      let timetable = try timetable(params.schedule, at: "params.schedule")
      try requireDatabaseOrBackups()
      try catalog().save(params.schedule, as: .schedule)
      return SetSchedule.Result(
        schedule: timetable.schedule, description: timetable.description,
        nextRuns: timetable.nextRuns(after: now()).map(\.start), source: .settings)
    }
  }
}
