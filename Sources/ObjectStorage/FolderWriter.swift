import CLinuxExtras
import Files
import Glibc

/// A file that gets its name when it is complete.
final class FolderWriter: ObjectDraft {
  private let folder: String
  private let temporary: String
  private let target: String
  private var descriptor: CInt
  private var written: Int64 = 0
  private var handedOver: Int64 = 0
  private static let handOverBytes: Int64 = 8 << 20

  init(folder: String, key: ObjectKey, owner: FolderOwner? = nil) throws {
    self.folder = folder
    temporary = folder + "/." + key.name + FolderStore.partialSuffix
    target = folder + "/" + key.name
    descriptor = open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw StorageError(errno: errno, action: "write to") }
    owner?.take(descriptor)
  }

  deinit { abort() }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw StorageError(errno: errno, action: "write to") }
      done += count
    }
    written += Int64(done)
    startWriteback()
  }

  /// Lets the disk begin while the rest is still being made, so that the final sync is short.
  private func startWriteback() {
    guard written - handedOver >= Self.handOverBytes else { return }
    strongroom_start_writeback(descriptor, handedOver, written - handedOver)
    handedOver = written
  }

  func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw StorageError(errno: errno, action: "sync") }
  }

  func reader() throws -> any ObjectReader {
    try FolderReader(descriptor: fcntl(descriptor, F_DUPFD_CLOEXEC, 0))
  }

  func commit() throws {
    try synchronize()
    close(descriptor)
    descriptor = -1
    guard rename(temporary, target) == 0 else {
      let code = errno
      unlink(temporary)
      throw StorageError(errno: code, action: "write to")
    }
    try synchronizeFolder(folder)
  }

  func abort() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(temporary)
  }
}
