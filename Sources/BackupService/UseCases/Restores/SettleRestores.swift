import BackupProtocol
import Databases
import Glibc
import StateFolder

/// Finds out which data the database holds after a restore that lost its process.
extension BackupOperations {
  /// The entry of a restore that lost its process, with what became of the database. The lock is held.
  func ended(_ restore: Restore) -> Restore {
    var ended = restore
    ended.status = .interrupted
    (ended.databaseHolds, ended.setAside) = look(for: restore)
    switch ended.databaseHolds {
    case .before:
      ended.error = Failure(
        kind: .internalError,
        message: "The process ended before the restore did. The database is as it was before.",
        hint: "Preview and restore again.")
    case .backup:
      ended.error = Failure(
        kind: .internalError,
        message: "The process ended before the restore did. The database holds the data of the "
          + "backup.",
        hint: ended.method == .replace || restore.safetyBackupId == nil
          ? "Restart the application."
          : "Restart the application. To go back, roll back this restore.")
    case .unknown, nil:
      ended.error = Failure(
        kind: .internalError,
        message:
          "The process ended before the restore did. It is unknown which data the database "
          + "holds.",
        hint: "Preview the backup, and the safety backup if there is one: the one without "
          + "differences is in the database."
          + (ended.setAside.map { " Old files are at \($0.joined(separator: ", "))." } ?? ""))
    }
    return ended
  }

  private func look(for restore: Restore) -> (DatabaseHolds, setAside: [String]?) {
    // Version 1.0 wrote nothing down.
    guard restore.method != nil else { return (.unknown, nil) }
    guard let record = SwapRecord(in: scratch.path(of: restore.id)) else { return (.before, nil) }
    guard record.isNewFile else {
      guard let mark = record.mark,
        let outcome = try? engine.waitingForLocks(atMost: Self.lockGlance).settleSwap(since: mark)
      else {
        return (.unknown, nil)
      }
      switch outcome {
      case .before: return (.before, nil)
      case .after: return (.backup, nil)
      case .unknown: return (.unknown, nil)
      }
    }
    let outcome = try? engine.settlePlacement(
      aside: record.aside, replacedUnreadable: record.replacesUnreadable)
    let setAside = ["", "-wal", "-shm", "-journal"].map { record.aside + $0 }.filter {
      access($0, F_OK) == 0
    }
    let paths = setAside.isEmpty ? nil : setAside
    switch outcome {
    case .untouched: return (.before, paths)
    case .placed: return (.backup, paths)
    case nil: return (.unknown, paths)
    }
  }
}
