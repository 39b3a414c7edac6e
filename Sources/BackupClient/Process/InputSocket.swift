import Dispatch
import Glibc

/// What the process reads as its stdin, written on a thread where a full buffer blocks nobody.
///
/// A socket rather than a pipe: a write to a pipe whose reader is gone raises SIGPIPE, which ends
/// an application that has not thought of it, and only a socket's `send` can be told not to.
final class InputSocket: Sendable {
  /// The process's end, to be handed over.
  let childEnd: Int32

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "strongroom.stdin")

  /// - Throws: the system's error number.
  init() throws(SystemFailure) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemFailure(number: errno) }
    descriptor = ends[0]
    childEnd = ends[1]
  }

  deinit {
    Glibc.close(descriptor)
  }

  /// Writes after all that was given before, some time later. What the process no longer reads is
  /// dropped; its end is noticed elsewhere.
  func write(_ bytes: [UInt8]) {
    queue.async { [self] in
      bytes.withUnsafeBytes { buffer in
        var rest = buffer
        while !rest.isEmpty {
          let count = send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { return }
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
      }
    }
  }

  /// Gives the process the end of its input after all that was written.
  func close() {
    queue.async { [self] in
      shutdown(descriptor, Int32(SHUT_WR))
    }
  }

  /// Ends a write that blocks, and all that wait behind it.
  func abort() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }
}

/// An error number of the system.
struct SystemFailure: Error, Hashable {
  let number: Int32

  var text: String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }
}
