import Databases
import Glibc

/// A file of ours in a private folder, read and written at positions.
package final class ImageFile: Sendable {
  package let descriptor: CInt

  /// Creates a file that must not exist yet, mode 0600.
  package init(creating path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure("created") }
  }

  package init(reading path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failure("opened") }
  }

  /// Opens a file that exists.
  package init(changing path: String) throws {
    descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failure("opened") }
  }

  deinit { close(descriptor) }

  package func size() throws -> Int64 {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw Self.failure("examined") }
    return Int64(facts.st_size)
  }

  /// Fills the buffer, or throws where the file ends before.
  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
        off_t(offset) + off_t(done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("read") }
      done += count
    }
  }

  package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
        off_t(offset) + off_t(done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("written") }
      done += count
    }
  }

  /// Makes the file end there. What it grows by is zero, and takes no room on the disk.
  package func truncate(to length: Int64) throws {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure("resized") }
  }

  package func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw Self.failure("synced") }
  }

  private static func failure(_ action: String) -> EngineError {
    let code = errno
    switch code {
    case ENOSPC, EDQUOT, EFBIG:
      return EngineError(.diskFull, "The disk is full.", hint: "Free disk space, then try again.")
    case EACCES, EPERM, EROFS:
      return EngineError(
        .readOnly, "A working file cannot be \(action).",
        hint: "Give this user write permission on the backup folder.")
    default:
      return EngineError(
        .inputOutput, "A working file could not be \(action): \(String(cString: strerror(code))).")
    }
  }
}
