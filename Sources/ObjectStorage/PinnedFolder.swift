import CLinuxExtras
import Glibc

/// A folder that was reached without following any link. It stays the same one, whatever becomes of
/// its path.
package final class PinnedFolder: Sendable {
  /// The path by which it was reached.
  package let path: String
  /// Good for calls that take a folder and a name; neither for reading nor for syncing.
  let descriptor: CInt

  /// - Parameter path: absolute, without links: what `realpath` gave. A link that has come into it
  ///   since then is not followed.
  /// - Throws: ``StorageError``, `notFound` where there is no such folder.
  package init(path: String) throws {
    var folder = strongroom_open_path(AT_FDCWD, "/", true)
    for component in path.utf8.split(separator: UInt8(ascii: "/")) where folder >= 0 {
      let next = strongroom_open_path(folder, String(Substring(component)), true)
      let code = errno
      close(folder)
      errno = code
      folder = next
    }
    guard folder >= 0 else {
      let code = errno == ENOTDIR || errno == ELOOP ? ENOENT : errno
      throw StorageError(errno: code, action: "open", place: "folder")
    }
    self.path = path
    descriptor = folder
  }

  deinit { close(descriptor) }

  /// Whether there is anything of this name, a link that leads nowhere included.
  package func contains(_ name: String) -> Bool {
    var facts = stat()
    return fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// - Returns: nil where there is nothing of this name.
  package func file(named name: String) throws -> PinnedFile? {
    let file = strongroom_open_path(descriptor, name, false)
    if file >= 0 { return PinnedFile(descriptor: file) }
    if errno == ENOENT { return nil }
    throw StorageError(errno: errno, action: "open a file in", place: "folder")
  }
}

/// A file that is named, and not opened: so it can be told from another one before anything happens
/// to it. To close a file that was opened drops the locks that SQLite holds on it in this process.
package final class PinnedFile: Sendable {
  /// Good for `fstat` alone.
  package let descriptor: CInt

  init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  package var isRegular: Bool { facts.st_mode & S_IFMT == S_IFREG }

  package var size: Int64 { Int64(facts.st_size) }

  /// When its content last changed, in milliseconds since 1970.
  package var modifiedMilliseconds: Int64 {
    let time = facts.st_mtim
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  private var facts: stat {
    var facts = stat()
    fstat(descriptor, &facts)
    return facts
  }

  /// Opens this file, and no other that may have its name by now.
  package func open() throws -> any ObjectReader {
    try FolderReader(link: "/proc/self/fd/\(descriptor)")
  }
}
