import BackupProtocol
import Concurrency
import Databases
import Synchronization

/// What a look at the live database saw.
struct LiveSight: Sendable {
  let database: DatabaseDescription
  let time: Timestamp
}

extension BackupOperations {
  /// How long who only wants to know something waits for a lock of the application, in seconds.
  static let lockGlance = 0.02

  /// The live database. A lock of the application is not waited for: what was seen last is told then.
  func databaseStatus(_ warnings: inout [HealthWarning]) -> GetStatus.Database {
    var status = GetStatus.Database(
      name: parts.databaseName,
      fileName: parts.databasePath.split(separator: "/").last.map(String.init) ?? "",
      exists: engine.exists, size: Int(fileSize(parts.databasePath)),
      walSize: Int(engine.logSize))
    var sight: LiveSight?
    do {
      let facts = try engine.waitingForLocks(atMost: Self.lockGlance).inspect(
        cancellation: Cancellation())
      sight = LiveSight(database: facts, time: now())
    } catch {
      if (error as? EngineError)?.reason == .locked { sight = lastSight.withLock { $0 } }
      warnings.append(Self.warning(ofLive: error))
    }
    lastSight.withLock { $0 = sight }
    status.journalMode = sight.flatMap { JournalMode(rawValue: $0.database.journalMode) }
    status.seenAt = sight?.time
    if let database = sight?.database {
      warnings += engine.advice(on: database).map { advice in
        HealthWarning(
          kind: advice.kind, severity: .info, message: advice.message, hint: advice.hint)
      }
    }
    return status
  }

  private static func warning(ofLive error: any Error) -> HealthWarning {
    let failure = ContractError(error)
    switch (error as? EngineError)?.reason {
    case .locked:
      return HealthWarning(
        kind: "databaseLocked", severity: .info,
        message: "The application holds a lock on the database at the moment.",
        hint: "The facts about the database are the last known ones.")
    case .corrupt:
      return HealthWarning(
        kind: "databaseDamaged", severity: .critical, message: failure.message,
        hint: failure.data.hint)
    default:
      return HealthWarning(
        kind: "databaseUnavailable", severity: .critical, message: failure.message,
        hint: failure.data.hint)
    }
  }
}
