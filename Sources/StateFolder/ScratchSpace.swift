import BackupProtocol
package import Files
import Glibc
import Synchronization

/// Private folders for trial restores, on the disk of the backups.
///
/// Each holds a locked file as long as its owner lives, so that what a crashed process left can be
/// told from what another one is using.
package struct ScratchSpace: Sendable {
  let root: String
  /// To whom the superuser gives the folders.
  var owner: FolderOwner?

  /// A folder that is removed at the end of its scope, or by whom it was left to.
  package final class Folder: Sendable {
    package let path: String
    private let lock: CInt
    private let isLeft = Atomic<Bool>(false)

    fileprivate init(path: String, lock: CInt) {
      self.path = path
      self.lock = lock
    }

    /// From now on ``remove()`` is the duty of whoever calls this.
    package func leave() { isLeft.store(true, ordering: .relaxed) }

    /// Removes the folder and all that is in it. Call it once.
    package func remove() {
      removeFlatFolder(path)
      close(lock)
    }

    fileprivate func endScope() { if !isLeft.load(ordering: .relaxed) { remove() } }
  }

  /// Where a folder of this name is, if there is one.
  package func path(of name: String) -> String { root + "/" + name }

  /// Makes a folder, and removes it when a function has returned.
  package func withFolder<Value>(
    _ name: String, _ body: (Folder) throws -> Value
  ) throws -> Value {
    let folder = try makeFolder(name)
    defer { folder.endScope() }
    return try body(folder)
  }

  private func makeFolder(_ name: String) throws -> Folder {
    let path = root + "/" + name
    if mkdir(root, 0o700) == 0 {
      owner?.takeFolder(root)
    } else if errno != EEXIST {
      throw Self.failure()
    }
    let making = lockRoot(LOCK_SH)
    guard making >= 0 else { throw Self.failure() }
    defer { close(making) }
    guard mkdir(path, 0o700) == 0 else { throw Self.failure() }
    owner?.takeFolder(path)
    let lock = open(path + "/.owner", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw Self.failure() }
    owner?.take(lock)
    return Folder(path: path, lock: lock)
  }

  /// Removes the folders whose owners are gone.
  package func removeAbandoned() {
    let removing = lockRoot(LOCK_EX)
    guard removing >= 0 else { return }
    defer { close(removing) }
    for name in (try? folderEntries(root)) ?? [] {
      let path = root + "/" + name
      let lock = open(path + "/.owner", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      if lock < 0 {
        // Without its lock file it is just being removed, or its maker was killed, or a file of it
        // could not be removed before.
        removeFlatFolder(path)
        continue
      }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { removeFlatFolder(path) }
      close(lock)
    }
  }

  /// Keeps a folder that is being made, and not locked yet, from being taken for an abandoned one. A
  /// link in the place of the root is not followed.
  private func lockRoot(_ kind: CInt) -> CInt {
    let descriptor = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 { while flock(descriptor, kind) != 0 && errno == EINTR {} }
    return descriptor
  }

  private static func failure() -> ContractError {
    errno == ENOSPC || errno == EDQUOT
      ? ContractError(
        .storageFull, "There is not enough disk space for a scratch copy.", hint: "Free disk space."
      )
      : ContractError(
        .storageUnavailable, "A scratch copy cannot be made in the backup folder.",
        hint: "Give this user write permission on the backup folder.")
  }

  package init(
    root: String, owner: FolderOwner? = nil
  ) {
    self.root = root
    self.owner = owner
  }
}

/// Removes a folder of ours that has only files in it; its lock file goes last.
private func removeFlatFolder(_ path: String) {
  var isEmpty = true
  for name in (try? folderEntries(path)) ?? [] where name != ".owner" {
    if unlink(path + "/" + name) != 0 && errno != ENOENT { isEmpty = false }
  }
  // With its lock file it is tried again by the next one who clears up.
  guard isEmpty else { return }
  unlink(path + "/.owner")
  rmdir(path)
}
