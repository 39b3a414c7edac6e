import CLinuxExtras
import Files
import Glibc

/// A file in a folder of somebody else's, mode 0600. It gets its name when it is complete and
/// durable, and never takes the place of another file.
package final class NewFileWriter: ObjectWriter {
  private static let partialPrefix = ".strongroom-"
  private let folder: PinnedFolder
  private let name: String
  private let temporaryName: String
  /// Locked, so that it can be told from what a crashed process left.
  private var descriptor: CInt
  /// The folder, opened so that it can be synced.
  private let opened: CInt

  /// - Parameter id: tells the unfinished file from all others.
  package init(in folder: PinnedFolder, name: String, id: String) throws {
    self.folder = folder
    self.name = name
    temporaryName = Self.partialPrefix + id + FolderStore.partialSuffix
    opened = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw Self.failure("open") }
    descriptor = Self.create(temporaryName, in: folder)
    guard descriptor >= 0 else {
      let failure = Self.failure("write to")
      close(opened)
      throw failure
    }
  }

  /// Until it is locked, another process may take it for abandoned and remove it.
  private static func create(_ name: String, in folder: PinnedFolder) -> CInt {
    while true {
      let descriptor = openat(
        folder.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return -1 }
      var facts = stat()
      flock(descriptor, LOCK_EX)
      if fstat(descriptor, &facts) == 0, facts.st_nlink > 0 { return descriptor }
      close(descriptor)
    }
  }

  deinit {
    abort()
    close(opened)
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("write to") }
      done += count
    }
  }

  /// - Throws: ``StorageError`` `exists` where there is something of this name by now.
  package func commit() throws {
    guard fsync(descriptor) == 0 else { throw Self.failure("sync") }
    try takeName()
    close(descriptor)
    descriptor = -1
    guard fsync(opened) == 0 else {
      let failure = Self.failure("sync")
      unlinkat(folder.descriptor, name, 0)
      throw failure
    }
  }

  /// Some file systems know no such rename, others no second names; hardly one knows neither.
  private func takeName() throws {
    if strongroom_rename_new(folder.descriptor, temporaryName, name) == 0 { return }
    if errno == EINVAL || errno == ENOSYS {
      if linkat(folder.descriptor, temporaryName, folder.descriptor, name, 0) == 0 {
        unlinkat(folder.descriptor, temporaryName, 0)
        return
      }
    }
    guard errno == EEXIST else { throw Self.failure("write to") }
    throw StorageError(.exists, "A file with this name already exists.")
  }

  package func abort() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlinkat(folder.descriptor, temporaryName, 0)
  }

  private static func failure(_ action: String) -> StorageError {
    errno == ENOENT
      ? StorageError(.unavailable, "The folder was removed while a file was written to it.")
      : StorageError(errno: errno, action: action, place: "folder")
  }
}

extension NewFileWriter {
  /// Removes the unfinished files of processes that ended before they did.
  package static func removeAbandoned(in folder: PinnedFolder) {
    // A list of names needs a descriptor of its own, which closing the list closes.
    let listed = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard listed >= 0, let directory = fdopendir(listed) else {
      close(listed)
      return
    }
    defer { closedir(directory) }
    for name in (try? folderEntries(directory)) ?? [] {
      guard name.hasPrefix(partialPrefix), name.hasSuffix(FolderStore.partialSuffix) else {
        continue
      }
      let file = openat(
        folder.descriptor, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlinkat(folder.descriptor, name, 0) }
      close(file)
    }
  }
}
