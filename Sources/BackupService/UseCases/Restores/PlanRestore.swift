import BackupProtocol
import Databases
import Glibc
import SQLitePages

extension BackupOperations {
  /// How a restore over this state would be done.
  ///
  /// - Parameters:
  ///   - image: bytes of the image.
  ///   - replacement: what the engine would do; nil where it could not compare the two.
  func plan(
    over state: LiveState, _ space: RestorePreview.Space, image: Int64,
    _ replacement: ReplacePlan? = nil
  ) -> RestorePreview.Plan {
    switch state {
    case .missing:
      return .init(
        method: .image, reason: "There is no database: the restore creates it.", logBytes: 0,
        needsBytes: space.needed)
    case .empty:
      return .init(
        method: .image, reason: "The database is an empty file: the restore fills it.",
        logBytes: 0, needsBytes: space.needed)
    case .readable where replacement != nil:
      return .init(
        method: replacement?.method == .rows ? .rows : .image, reason: replacement?.reason ?? "",
        logBytes: Int(replacement?.logBytes ?? 0), needsBytes: space.needed)
    case .readable(let description):
      // A log takes the new pages, a journal the old ones.
      let isLog = description.journalMode == "wal"
      return .init(
        method: .image, reason: "The whole database is replaced, in one transaction.",
        logBytes: Int(isLog ? image : liveSize()), needsBytes: space.needed)
    case .unreadable(let error):
      return .init(
        method: .replace, reason: "The database cannot be read: \(error.message)", logBytes: 0,
        needsBytes: space.needed)
    }
  }

  /// Converts an image, where the live database could not take it as it is.
  ///
  /// - Returns: the path of the image to install.
  func adapt(
    _ image: String, isForeign: Bool, over state: LiveState, _ control: OperationControl
  ) throws -> String {
    guard isForeign, parts.workshop != nil else {
      return try engine.adapt(image: image, cancellation: control.cancellation)
    }
    guard let live = state.description, live.journalMode == "wal",
      try PageGeometry.pageSize(ofImage: image) != live.pageSize
    else { return image }
    return try perform(
      .adapt(.init(image: image, pageSize: live.pageSize)), files: [],
      folder: parentFolder(of: image),
      size: liveSize(), control: control
    ).get { if case .adapted(let path) = $0 { path } else { nil } }
  }

  /// What a person should know of a restore over something else than a database.
  func warnings(over state: LiveState) -> [String] {
    switch state {
    case .readable: return []
    case .missing:
      let left = ["-wal", "-journal"].filter { size(of: parts.databasePath + $0) > 0 }
      let creation = "There is no database yet: the restore creates it."
      if left.isEmpty { return [creation] }
      let name = parts.databasePath.split(separator: "/").last ?? ""
      return [
        creation,
        "Files of an older database exist (\(left.map { name + $0 }.joined(separator: ", "))), "
          + "and may have rows that the database file does not have. The restore sets them aside. To "
          + "use them, put the database file back first.",
      ]
    case .empty: return ["The database is an empty file: the restore fills it."]
    case .unreadable(let error):
      return [
        "The database cannot be read: \(error.message)",
        "The restore needs the consent replaceDamaged (--replace-damaged). It sets the files of the "
          + "database aside, and the backup takes their place. There is no safety backup: the files "
          + "that are set aside are all that is left of the present data.",
        "Stop the application first, or restart it afterwards. Otherwise it keeps the old files open.",
      ]
    }
  }

  private func size(of path: String) -> Int64 {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
  }
}
