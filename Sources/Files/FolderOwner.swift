import CLinuxExtras
package import Glibc

/// To whom the superuser gives what it makes beside a database: to the owner of the database, as
/// SQLite does with a log that it makes (https://www.sqlite.org/src/file?name=src/os_unix.c,
/// `robustFchown`). So a command that root ran once does not lock the application out.
///
/// For anybody else than the superuser nothing here does anything.
package struct FolderOwner: Sendable {
  private let database: String

  /// - Parameter database: the path of the database's file. Where there is none, its folder counts.
  package init(ofDatabase database: String) { self.database = database }

  private var facts: stat? {
    var facts = stat()
    if stat(database, &facts) == 0 { return facts }
    let folder = String(database[..<(database.lastIndex(of: "/") ?? database.startIndex)])
    return stat(folder.isEmpty ? "/" : folder, &facts) == 0 ? facts : nil
  }

  /// The owner, where this process is the superuser's and the owner is somebody else.
  private var heir: (user: uid_t, group: gid_t)? {
    guard geteuid() == 0, let facts, facts.st_uid != 0 else { return nil }
    return (facts.st_uid, facts.st_gid)
  }

  /// Gives a file away that this process has just made.
  package func take(_ descriptor: CInt) {
    if let heir { _ = fchown(descriptor, heir.user, heir.group) }
  }

  /// Gives a folder away that this process has just made.
  package func takeFolder(_ path: String) {
    if let heir { _ = lchown(path, heir.user, heir.group) }
  }

  /// Whether a path names the database itself, by whichever name.
  package func isDatabase(_ path: String) -> Bool {
    var its = stat()
    var other = stat()
    return stat(database, &its) == 0 && stat(path, &other) == 0 && its.st_ino == other.st_ino
      && its.st_dev == other.st_dev
  }

  /// Whether the database's owner may read a file; nil where that is not for the superuser to tell.
  package func canRead(_ facts: stat) -> Bool? {
    guard let heir else { return nil }
    if facts.st_uid == heir.user { return facts.st_mode & 0o400 != 0 }
    return facts.st_mode & (facts.st_gid == heir.group ? 0o040 : 0o004) != 0
  }

  /// Gives away what an earlier process of the superuser's left as its own in a backup folder.
  ///
  /// - Parameter isOurs: whether a name is one that this program makes. Other files stay as they are,
  ///   and so does the folder, unless it has such a file and nobody else may enter it.
  package func adopt(_ folder: String, isOurs: (String) -> Bool) {
    guard let heir else { return }
    let opened = strongroom_open_path(AT_FDCWD, folder, true)
    guard opened >= 0 else { return }
    defer { close(opened) }
    let names = ((try? folderEntries(folder)) ?? []).filter(isOurs)
    for name in names { Self.adopt(name, in: opened, heir) }
    var facts = stat()
    if !names.isEmpty, fstat(opened, &facts) == 0, facts.st_uid == 0, facts.st_mode & 0o077 == 0 {
      _ = fchownat(opened, "", heir.user, heir.group, emptyPath)
    }
  }

  /// Neither a link nor a file with another name elsewhere, which would give that away as well.
  private static func adopt(_ name: String, in folder: CInt, _ heir: (user: uid_t, group: gid_t)) {
    let file = strongroom_open_path(folder, name, false)
    guard file >= 0 else { return }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_uid == 0 else { return }
    let kind = facts.st_mode & S_IFMT
    guard kind == S_IFDIR || kind == S_IFREG && facts.st_nlink == 1 else { return }
    _ = fchownat(file, "", heir.user, heir.group, emptyPath)
  }
}

/// `AT_EMPTY_PATH` of Linux: the descriptor itself is meant.
private let emptyPath: CInt = 0x1000
