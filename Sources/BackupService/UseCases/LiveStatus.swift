import BackupProtocol
import DatabaseEngines
import Synchronization

/// What a look at the live database saw.
struct LiveSight: Sendable {
  let journalMode: String
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
      walSize: Int(fileSize(parts.databasePath + "-wal")))
    var sight: LiveSight?
    do {
      let facts = try engine.waitingForLocks(atMost: Self.lockGlance).inspect(
        cancellation: Cancellation())
      sight = LiveSight(journalMode: facts.journalMode, time: now())
    } catch {
      if (error as? EngineError)?.reason == .locked { sight = lastSight.withLock { $0 } }
      warnings.append(Self.warning(ofLive: error))
    }
    lastSight.withLock { $0 = sight }
    status.journalMode = sight.flatMap { JournalMode(rawValue: $0.journalMode) }
    status.seenAt = sight?.time
    if status.journalMode == .wal, Self.hasLogResetFault { warnings.append(Self.sqliteDefect) }
    return status
  }

  private static func warning(ofLive error: any Error) -> HealthWarning {
    let failure = ServiceError(error)
    switch (error as? EngineError)?.reason {
    case .locked:
      return HealthWarning(
        kind: "databaseLocked", severity: .info,
        message: "The application holds a lock on the database at the moment.",
        hint: "Facts about the database are those that were seen last.")
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

  private static var sqliteDefect: HealthWarning {
    HealthWarning(
      kind: "sqliteDefect", severity: .info,
      message: "SQLite \(SQLiteEngine.libraryVersion) can damage a database in WAL mode when two "
        + "connections checkpoint at once. Strongroom never checkpoints.",
      hint: "Use SQLite 3.51.3 or later in the application, or let one connection checkpoint.")
  }

  /// https://www.sqlite.org/wal.html, “The WAL-reset bug”.
  private static var hasLogResetFault: Bool {
    let version = SQLiteEngine.libraryVersionNumber
    return !(version >= 3_051_003 || version == 3_050_007 || version == 3_044_006)
  }
}
