import Databases
import Glibc

/// Whose file a new database file is to be, and who may open it.
package struct FileOwner: Equatable {
  let user: uid_t
  let group: gid_t
  let mode: mode_t

  /// As the file at a path has it. Where there is none, the superuser gives it to the owner of the
  /// folder, for that owner alone, as a file of root's could not be opened by the application.
  ///
  /// - Returns: nil where a new file of this user's own, for this user alone, is right.
  package init?(replacing path: String) {
    var facts = stat()
    if lstat(path, &facts) == 0 {
      user = facts.st_uid
      group = facts.st_gid
      mode = facts.st_mode & 0o666
      return
    }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    guard geteuid() == 0, stat(folder.isEmpty ? "/" : folder, &facts) == 0 else { return nil }
    user = facts.st_uid
    group = facts.st_gid
    mode = 0o600
  }
}

extension ImageFile {
  /// - Throws: ``EngineError`` `.readOnly` where this user may not give a file away.
  package func give(to owner: FileOwner) throws {
    var facts = stat()
    fstat(descriptor, &facts)
    var mode = owner.mode
    if facts.st_uid != owner.user || facts.st_gid != owner.group,
      fchown(descriptor, owner.user, owner.group) != 0
    {
      guard facts.st_uid == owner.user else {
        throw EngineError(
          .readOnly, "The new database file cannot be given to the owner of the old one.",
          hint: "Run this as the owner of the database file, or as root.")
      }
      // Another group than the old file's gets no rights from it.
      mode &= 0o606
    }
    guard fchmod(descriptor, mode) == 0 else {
      throw EngineError(.readOnly, "The new database file cannot be given its permissions.")
    }
  }
}
