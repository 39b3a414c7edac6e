import Databases
import Files
import Glibc

/// Puts a file in the place of a database, and sets aside what is in its way.
///
/// Nothing is ever deleted that has data in it. The order is: the database file gets its new name,
/// then its log, index and journal get theirs, then the new file gets the old name. A crash leaves
/// the old files under names that ``settle()`` knows, or the new database.
struct Placement {
  /// Where the database is.
  let path: String
  /// Where the database file that is in the way goes; its log, index and journal take the same name
  /// and their endings, so that SQLite still finds them together.
  let aside: String

  static let sidecars = ["-wal", "-shm", "-journal"]

  /// The new file, complete and synced before anything is moved.
  var temporary: String { path + ".strongroom-restore" }

  /// What is done in this order.
  enum Step: Equatable {
    case setAside(String)
    case takeName
    case tidy
  }

  /// - Parameter includesDatabase: whether a database file is set aside as well.
  static func steps(includesDatabase: Bool) -> [Step] {
    ((includesDatabase ? [""] : []) + sidecars).map(Step.setAside) + [.takeName, .tidy]
  }

  /// - Returns: the paths of what was set aside.
  /// - Throws: ``EngineError``; everything is back in its place then.
  func run(includesDatabase: Bool) throws -> [String] {
    var moved: [String] = []
    // What has such a name now would be taken for ours when things are put back.
    guard asideNames.isEmpty else { throw Self.cannotSetAside }
    do {
      for step in Self.steps(includesDatabase: includesDatabase) {
        if let name = try perform(step) { moved.append(name) }
      }
      return moved
    } catch {
      try putBack(after: error)
      throw error
    }
  }

  /// - Returns: the path of what was set aside by this step.
  @discardableResult
  func perform(_ step: Step) throws -> String? {
    switch step {
    case .setAside(let suffix): return try setAside(suffix)
    case .takeName: try takeName()
    case .tidy:
      unlink(temporary)
      try Self.synchronizeFolder(of: path)
    }
    return nil
  }

  private func setAside(_ suffix: String) throws -> String? {
    var facts = stat()
    guard lstat(path + suffix, &facts) == 0 else { return nil }
    // A log or journal without a byte tells nothing, and an index without its log no more.
    var other = stat()
    let isAlone =
      suffix == "-shm" && lstat(aside, &other) != 0 && lstat(aside + "-wal", &other) != 0
    if !suffix.isEmpty, facts.st_mode & S_IFMT == S_IFREG, facts.st_size == 0 || isAlone {
      unlink(path + suffix)
      return nil
    }
    guard rename(path + suffix, aside + suffix) == 0 else { throw Self.cannotSetAside }
    return aside + suffix
  }

  /// A new name, unlike a renaming, never replaces a database that appeared meanwhile.
  private func takeName() throws {
    guard link(temporary, path) == 0 else {
      throw errno == EEXIST
        ? Self.appeared
        : EngineError(
          .readOnly, "The database file cannot be created.",
          hint: "Give this user write permission on its folder.")
    }
    try Self.synchronizeFolder(of: path)
  }

  /// Undoes all steps that were done: the file of the database goes back last, so that a crash
  /// meanwhile can be settled as well.
  func putBack() throws {
    if isPlaced { unlink(path) }
    let names = asideNames
    var facts = stat()
    guard names.isEmpty || lstat(path, &facts) != 0 else {
      throw EngineError(
        .moved, "Another file replaced the database while it was set aside.",
        hint: "The old files are at \(names.joined(separator: ", ")).")
    }
    for suffix in Self.sidecars + [""] where names.contains(aside + suffix) {
      guard rename(aside + suffix, path + suffix) == 0 else { throw Self.cannotSetAside }
    }
    try Self.synchronizeFolder(of: path)
  }

  /// What is set aside.
  private var asideNames: [String] {
    var facts = stat()
    return ([""] + Self.sidecars).map { aside + $0 }.filter { lstat($0, &facts) == 0 }
  }

  private static var cannotSetAside: EngineError {
    EngineError(
      .readOnly, "The files of the old database cannot be moved.",
      hint:
        "Give this user write permission on the database's folder. If the path is a mount "
        + "point, unmount it first.")
  }

  private func putBack(after failure: any Error) throws {
    do { try putBack() } catch let error as EngineError {
      let reason = (failure as? EngineError)?.message ?? "\(failure)"
      throw EngineError(error.reason, "\(reason) \(error.message)", hint: error.hint)
    }
  }

  /// Whether the path names the new file; known as long as that has its temporary name, too.
  private var isPlaced: Bool {
    guard let new = FileIdentity(temporary) else { return false }
    return FileIdentity(path) == new
  }

  static var appeared: EngineError {
    EngineError(
      .moved, "A database appeared at the path while the restore was under way.",
      hint: "Preview and restore again.")
  }

  static func synchronizeFolder(of path: String) throws {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw EngineError(.inputOutput, "The database's folder cannot be opened.")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw EngineError(.inputOutput, "The database's folder cannot be synced.")
    }
  }
}

extension Placement {
  /// Settles what a crash left: finishes a placement that had the new file in its place, and undoes
  /// any other.
  ///
  /// - Parameter includesDatabase: as it was given to ``run(includesDatabase:)``.
  /// - Throws: ``EngineError`` `.moved` where a file of somebody else's has the database's name by
  ///   now: the old files stay aside, under their names.
  func settle(includesDatabase: Bool) throws -> PlacementOutcome {
    defer { unlink(temporary) }
    var facts = stat()
    let isThere = lstat(path, &facts) == 0
    let isAside = lstat(aside, &facts) == 0
    let isUnfinished = lstat(temporary, &facts) == 0
    if isThere, isPlaced || (!isUnfinished && (isAside || !includesDatabase)) { return .placed }
    if isThere && !isAside { return .untouched }
    try putBack()
    return .untouched
  }
}
