import Glibc

package final class FolderReader: ObjectReader {
  package let size: Int64
  private let file: CInt

  package var descriptor: CInt? { file }

  convenience init(path: String) throws {
    try self.init(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK))
  }

  /// - Parameter link: one of the system's own, which leads to a file and not to a path.
  convenience init(link: String) throws {
    try self.init(descriptor: open(link, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
  }

  /// - Parameter descriptor: of a file that is open for reading, which is closed with this object.
  package init(descriptor: CInt) throws {
    file = descriptor
    guard descriptor >= 0 else { throw StorageError(errno: errno, action: "read from") }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw StorageError(.unavailable, "The object in the backup folder is not a regular file.")
    }
    size = Int64(facts.st_size)
  }

  deinit { close(file) }

  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(
        file, buffer.baseAddress?.advanced(by: done), buffer.count - done,
        off_t(offset) + off_t(done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StorageError(errno: errno, action: "read from") }
      if count == 0 { break }
      done += count
    }
    return done
  }
}
