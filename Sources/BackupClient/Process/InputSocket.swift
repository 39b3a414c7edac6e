import Concurrency
import Glibc
import Synchronization

/// What the process reads as its stdin.
///
/// A socket rather than a pipe: a write to a pipe whose reader is gone raises SIGPIPE, which ends
/// an application that has not thought of it, and only a socket's `send` can be told not to.
/// What does not fit at once is sent on a thread where it may block.
final class InputSocket: Sendable {
  private struct State {
    /// What waits, in order; nil while there is nothing and nobody sends.
    var backlog: [[UInt8]]?
    var closesAfterBacklog = false
  }

  /// The process's end, to be handed over.
  let childEnd: Descriptor

  private let own: Descriptor
  private let state = Mutex(State())

  /// - Throws: why the system gives no socket.
  init() throws(SystemFailure) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemFailure(number: errno) }
    own = Descriptor(ends[0])
    childEnd = Descriptor(ends[1])
  }

  /// Sends after all that was given before, and does not wait. What the process no longer reads is
  /// dropped; its end is noticed elsewhere.
  func write(_ bytes: [UInt8]) {
    let isFirst = state.withLock { state in
      if state.backlog != nil {
        state.backlog?.append(bytes)
        return false
      }
      let count = send(bytes[...], flags: Int32(MSG_DONTWAIT))
      guard count < bytes.count else { return false }
      state.backlog = [Array(bytes[count...])]
      return true
    }
    if isFirst { startThread { self.sendBacklog() } }
  }

  /// Gives the process the end of its input after all that was written.
  func close() {
    state.withLock { state in
      if state.backlog == nil {
        shutdown(own.number, Int32(SHUT_WR))
      } else {
        state.closesAfterBacklog = true
      }
    }
  }

  /// Ends a send that blocks, and all that waits behind it.
  func abort() {
    shutdown(own.number, Int32(SHUT_RDWR))
  }

  private func sendBacklog() {
    while let messages = takeBacklog() {
      for message in messages { _ = send(message[...], flags: 0) }
    }
  }

  private func takeBacklog() -> [[UInt8]]? {
    state.withLock { state in
      guard let waiting = state.backlog, !waiting.isEmpty else {
        state.backlog = nil
        if state.closesAfterBacklog { shutdown(own.number, Int32(SHUT_WR)) }
        return nil
      }
      state.backlog = []
      return waiting
    }
  }

  /// - Returns: how many bytes were sent; all of them, too, where nobody is left to read them.
  private func send(_ bytes: ArraySlice<UInt8>, flags: Int32) -> Int {
    let descriptor = own.number
    return bytes.withUnsafeBytes { buffer in
      var rest = buffer
      while !rest.isEmpty {
        let count = Glibc.send(
          descriptor, rest.baseAddress, rest.count, flags | Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN { break }
        guard count > 0 else { return buffer.count }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return buffer.count - rest.count
    }
  }
}
