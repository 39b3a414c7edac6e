import BackupProtocol
import Glibc

/// Private folders for trial restores, on the disk of the backups, gone with their owner.
///
/// Each holds a locked file as long as its owner lives, so that what a crashed process left can be
/// told from what another one is using.
struct ScratchSpace: Sendable {
  let root: String

  final class Folder: Sendable {
    let path: String
    private let lock: CInt

    fileprivate init(path: String, lock: CInt) {
      self.path = path
      self.lock = lock
    }

    deinit {
      removeFlatFolder(path)
      close(lock)
    }
  }

  func makeFolder(_ name: String) throws -> Folder {
    let path = root + "/" + name
    guard mkdir(root, 0o700) == 0 || errno == EEXIST else { throw Self.failure() }
    // Until it is locked another process may take the folder for an abandoned one, and remove it.
    for _ in 0..<20 {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure() }
      let lock = open(path + "/.owner", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, access(path + "/.owner", F_OK) == 0 {
        return Folder(path: path, lock: lock)
      }
      let code = errno
      if lock >= 0 { close(lock) }
      guard code == ENOENT || code == EWOULDBLOCK else {
        errno = code
        throw Self.failure()
      }
    }
    throw Self.failure()
  }

  /// Removes the folders whose owners are gone.
  func removeAbandoned() {
    for name in folderEntries(root) {
      let path = root + "/" + name
      let lock = open(path + "/.owner", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      if lock < 0 {
        // Without its lock file the folder is just being made, or was just being removed.
        rmdir(path)
        continue
      }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { removeFlatFolder(path) }
      close(lock)
    }
  }

  private static func failure() -> ServiceError {
    errno == ENOSPC || errno == EDQUOT
      ? ServiceError(.storageFull, "There is no room for a scratch copy.", hint: "Free some room.")
      : ServiceError(
        .storageUnavailable, "No scratch copy can be made in the backup folder.",
        hint: "Give this user write permission on the backup folder.")
  }
}

private func folderEntries(_ path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

/// Removes a folder of ours that has only files in it; its lock file goes last.
private func removeFlatFolder(_ path: String) {
  for name in folderEntries(path) where name != ".owner" { unlink(path + "/" + name) }
  unlink(path + "/.owner")
  rmdir(path)
}
