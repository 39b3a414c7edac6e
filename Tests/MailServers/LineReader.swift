import Glibc
import Synchronization

/// Reads lines from a descriptor, which it closes in the end.
final class LineReader: Sendable {
  private let descriptor: Int32
  private let rest = Mutex<[UInt8]>([])

  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The next line without its end.
  ///
  /// - Parameter patience: how long to wait for it, in milliseconds.
  func next(patience: Int32) throws -> [UInt8] {
    try rest.withLock { rest in
      while true {
        if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          let line = Array(rest[..<end])
          rest.removeSubrange(...end)
          return line
        }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, patience) > 0 else {
          throw MailServerFailure("a mail server says nothing")
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw MailServerFailure("a mail server has ended") }
        rest += buffer[..<count]
      }
    }
  }
}
