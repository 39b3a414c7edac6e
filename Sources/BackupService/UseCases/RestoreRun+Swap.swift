import BackupProtocol
import DatabaseEngines
import Glibc
import ObjectStorage

/// The step of a restore that changes the database, and the way back from it.
extension RestoreRun {
  /// - Throws: `databaseUnavailable` where the database cannot be read, and nobody consented to that
  ///   its files are set aside.
  func method(over state: LiveState) throws -> RestoreMethod {
    guard case .unreadable(let error) = state else { return .image }
    if request.replacesDamaged { return .replace }
    throw ServiceError(
      "The database cannot be read: \(error.message)",
      ErrorData(
        kind: .databaseUnavailable,
        hint: "To set its files aside and put the backup in their place, pass replaceDamaged "
          + "(--replace-damaged).",
        path: "params.replaceDamaged", reason: error.reason.rawValue))
  }

  /// Puts the image in. Before anything changes, it is written down how to find out later whether it
  /// did.
  func putIn(_ image: ImageToInstall, folder: String, entry: inout Restore) throws {
    let engine = operations.engine
    let isNewFile = entry.method == .replace || !engine.exists
    let mark = isNewFile ? nil : try engine.swapMark(cancellation: control.cancellation)
    try SwapRecord(
      aside: image.aside ?? "", replacesUnreadable: image.replacesUnreadable, isNewFile: isNewFile,
      mark: mark
    ).write(to: folder)
    do {
      let setAside = try engine.replace(with: image, cancellation: control.cancellation) {
        control.progress(.restore, $0, of: $1, .pages)
      }
      if !setAside.isEmpty { entry.setAside = setAside }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // A new file is in its place or not at all; a transaction may have been committed all the same.
      guard !isNewFile else { throw error }
      throw lookAfter(ServiceError(error), since: mark, entry: &entry)
    }
  }

  /// The disk may have refused to confirm a commit that it has kept.
  ///
  /// - Returns: the failure, with what the database holds.
  private func lookAfter(
    _ failure: ServiceError, since mark: SwapMark?, entry: inout Restore
  ) -> ServiceError {
    let outcome = mark.flatMap { try? operations.engine.settleSwap(since: $0) }
    switch outcome {
    case .before:
      entry.databaseHolds = .before
      return failure
    case .after:
      entry.databaseHolds = .backup
      return ServiceError(
        "The restore failed while it was committed, and the database holds the data of the backup: "
          + failure.message,
        ErrorData(
          kind: failure.kind,
          hint:
            "Check the disk and restart the application. To go back, restore the safety backup.",
          reason: failure.data.reason))
    case .unknown, nil:
      entry.databaseHolds = .unknown
      return ServiceError(
        "The restore failed while it changed the database, and it is not known which data the "
          + "database holds: \(failure.message)",
        ErrorData(
          kind: failure.kind,
          hint:
            "Check the disk. A preview of the backup and of the safety backup shows which of the "
            + "two it is.", reason: failure.data.reason))
    }
  }

  /// - Returns: the failure, with what became of the database.
  func putBack(
    _ safetyBackup: Backup?, after failure: ServiceError, entry: inout Restore
  ) -> ServiceError {
    entry.databaseHolds = .backup
    guard let safetyBackup else { return failure }
    do {
      let folder = try operations.scratch.makeFolder("rollback-" + safetyBackup.id)
      let image = folder.path + "/image.sqlite"
      let key = try operations.object(of: safetyBackup)
      let control = control.shielded
      let manifest = try operations.unpack(
        key, to: image, expecting: nil, fitting: .partialOnly, control: control
      ).manifest
      let adapted = try operations.engine.adapt(image: image, cancellation: control.cancellation)
      try operations.engine.replace(
        with: ImageToInstall(path: adapted, prefersWAL: manifest.database.journalMode == .wal),
        cancellation: control.cancellation
      ) { _, _ in }
      _ = try operations.engine.confirm(image: adapted, cancellation: control.cancellation)
      entry.databaseHolds = .before
      return ServiceError(
        "The restored database did not pass its check, so the data from before was put back: "
          + failure.message,
        failure.data)
    } catch {
      return ServiceError(
        "The restored database did not pass its check, and putting the data from before back failed: "
          + ServiceError(error).message,
        ErrorData(
          kind: failure.kind,
          hint: "Stop the application and restore the safety backup.", id: safetyBackup.id))
    }
  }
}

extension ServiceError {
  /// Whether it says that the database's file is what is wrong.
  fileprivate var isDamage: Bool {
    data.reason == EngineError.Reason.corrupt.rawValue
      || data.reason == EngineError.Reason.notADatabase.rawValue
  }

  var isOfUnreadableDatabase: Bool { kind == .databaseUnavailable && isDamage }
}

extension BackupOperations {
  /// A name beside the database that no file has yet: `NAME.damaged-2026-11-28-11-22-33`.
  func freeAsidePath() -> String {
    let time = now().description.prefix(19).map { "T:".contains($0) ? "-" : $0 }
    let path = "\(parts.databasePath).damaged-\(String(time))"
    var free = path
    var number = 1
    while ["", "-wal", "-shm", "-journal"].contains(where: { access(free + $0, F_OK) == 0 }) {
      number += 1
      free = "\(path)-\(number)"
    }
    return free
  }
}
