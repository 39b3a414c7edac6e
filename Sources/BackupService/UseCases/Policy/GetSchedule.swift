import BackupCatalog
import BackupPolicy
package import BackupProtocol

extension BackupOperations {
  /// When backups are made without being asked for.
  package func getSchedule() async throws -> GetSchedule.Result {
    try await run(.getSchedule) {
      let timetable = try timetable(in: knownCatalog())
      return GetSchedule.Result(
        schedule: timetable.schedule, description: timetable.description,
        nextRuns: timetable.nextRuns(after: now()).map(\.start),
        source: parts.schedule == nil ? .settings : .configuration)
    }
  }

  /// The runs of the schedule that is configured, or else set. Off until there is one.
  func timetable(in catalog: Catalog?) throws -> Timetable {
    let schedule = try parts.schedule ?? catalog?.setting(Schedule.self, .schedule)
    return try timetable(schedule ?? Schedule(frequency: .off), at: "schedule")
  }

  /// A run that nobody has made an hour after its time: no process was there.
  func warnOfOverdueRun(_ catalog: Catalog, _ warnings: inout [HealthWarning]) throws {
    let hourAgo = Timestamp(millisecondsSince1970: now().millisecondsSince1970 - 3_600_000)
    guard let run = try dueRun(in: catalog, by: hourAgo) else { return }
    warnings.append(
      HealthWarning(
        kind: "backupOverdue", severity: .warning,
        message: "The backup that was due at \(run.due) was not made.",
        hint: "Keep strongroom serve or strongroom daemon running, or run strongroom run-due every "
          + "few minutes.", since: run.due))
  }

  /// - Throws: `invalidParams`.
  func timetable(_ schedule: Schedule, at path: String) throws -> Timetable {
    // The path tells databases apart whose runs would otherwise start together.
    try Timetable(schedule, at: path, database: parts.databasePath)
  }
}
