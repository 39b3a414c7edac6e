import AuditLog
import BackupCatalog
import BackupPolicy
package import BackupProtocol
import Logging

/// What came of a look at the schedule.
package enum DueOutcome: Sendable {
  /// No run is due. Nil where there is no schedule.
  case nothingDue(next: Timestamp?)
  /// The backup of the run that was due, and the ids of those that the retention policy no longer keeps.
  case made(Backup, removed: [String])
}

/// The last run of the schedule that needs nothing more: it was made, it failed, or it was before the
/// schedule was set.
struct HandledRun: Codable, Sendable {
  var due: Timestamp
}

extension BackupOperations {
  /// Makes the backup that is due by the schedule, if no process has made it, and applies the retention
  /// policy then.
  ///
  /// Runs that were missed are caught up by one. A run that fails is over; one that is cancelled, or
  /// whose process ends, is made by whoever looks next.
  ///
  /// - Throws: `busy` where another operation holds the database; what makes the backup fail.
  package func runDue(control: OperationControl = OperationControl()) async throws -> DueOutcome {
    if case .nothing(let next) = try await run(.dueRun, { try lookForDueRun() }) {
      return .nothingDue(next: next)
    }
    return try await run(.runDue) {
      let catalog = try catalog()
      return try holdingLock(
        for: .runDue, by: .service, catalog: catalog, control: control
      ) {
        // Another process may have made it before this one got the lock.
        switch try lookForDueRun() {
        case .nothing(let next): return .nothingDue(next: next)
        case .due(let due):
          let backup = try recorded(CreateBackup.name, by: .service) { note in
            try make(due, in: catalog, control: control, note)
          }
          return .made(backup, removed: removeUnkeptAfterRun(in: catalog, control))
        }
      }
    }
  }

  private enum DueLook {
    case due(ScheduledRun)
    case nothing(next: Timestamp?)
  }

  private func lookForDueRun() throws -> DueLook {
    let timetable = try timetable(in: knownCatalog())
    guard timetable.schedule.frequency != .off else { return .nothing(next: nil) }
    try requireDatabaseOrFolder()
    let catalog = try catalog()
    if try catalog.setting(HandledRun.self, .lastRun) == nil {
      // Nobody has looked yet: what was due before is nobody's loss.
      try catalog.save(HandledRun(due: now()), as: .lastRun)
    }
    if let due = try dueRun(in: catalog) { return .due(due) }
    return .nothing(next: timetable.nextRuns(after: now(), count: 1).first?.start)
  }

  /// How far the clock may be set back before runs that were made count for nothing.
  private static let setBack: Int64 = 2 * 3_600_000

  /// The last run that should have started by a moment, if it was neither made nor failed.
  ///
  /// - Parameter moment: now where nil.
  func dueRun(in catalog: Catalog, by moment: Timestamp? = nil) throws -> ScheduledRun? {
    let time = now()
    guard let run = try timetable(in: catalog).lastRun(by: moment ?? time),
      let handled = try catalog.setting(HandledRun.self, .lastRun)
    else { return nil }
    let isOfFuture = { (other: Timestamp) in
      other.millisecondsSince1970 > time.millisecondsSince1970 + Self.setBack
    }
    if handled.due >= run.due, !isOfFuture(handled.due) { return nil }
    // What was made just before a crash is in the list, though not noted yet.
    if let newest = try catalog.newestAutomatic(), newest.createdAt >= run.due,
      !isOfFuture(newest.createdAt)
    {
      return nil
    }
    return run
  }

  /// A run that starts so much later than it should have, in milliseconds, was missed.
  private static let lateness: Int64 = 15 * 60_000

  private func make(
    _ due: ScheduledRun, in catalog: Catalog, control: OperationControl, _ note: ActivityNote
  ) throws -> Backup {
    let format = try timetable(in: catalog).schedule.format ?? .archive
    let plan = BackupPlan(
      type: .automatic, format: format, compression: format == .archive ? .zstd : .gzip)
    var entry = newBackup(plan, by: .service)
    let delay = now().millisecondsSince1970 - due.start.millisecondsSince1970
    entry.startedBecause = delay > Self.lateness ? .missed : .scheduled
    note.add(.backup(entry.id))
    do {
      try catalog.save(entry)
      let backup = try makeBackup(entry, plan, catalog: catalog, control: control)
      note.prove(backup)
      try? catalog.save(HandledRun(due: due.due), as: .lastRun)
      return backup
    } catch {
      if ContractError(error).kind != .cancelled {
        try? catalog.save(HandledRun(due: due.due), as: .lastRun)
      }
      throw error
    }
  }

  /// A failure leaves the backups that are there, and is told.
  private func removeUnkeptAfterRun(
    in catalog: Catalog, _ control: OperationControl
  ) -> [String] {
    do {
      return try removeUnkept(by: nil, in: catalog, by: .service, control).removed
    } catch {
      let failure = ContractError(error)
      parts.log.warning(
        "the retention policy could not be applied", metadata: ["error": "\(failure.message)"])
      send(
        .warning(
          HealthWarning(
            kind: "retentionFailed",
            message: "The retention policy could not be applied: \(failure.message)",
            hint: failure.data.hint)))
      return []
    }
  }
}

extension Caller {
  /// The service, for what nobody asked for.
  fileprivate static let service = Caller(nil)
}
