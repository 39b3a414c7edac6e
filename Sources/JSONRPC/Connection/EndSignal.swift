import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The end of a connection: its first reason counts, and it wakes a reader that waits for input.
final class EndSignal: Sendable {
  private struct State {
    var end: ConnectionEnd?
    var waiters: [@Sendable (ConnectionEnd) -> Void] = []
  }

  /// Becomes readable at the end; -1, which `poll` ignores, where no pipe could be made.
  let descriptor: Int32
  private let writeDescriptor: Int32
  private let state = Mutex(State())

  init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { ends = [-1, -1] }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    descriptor = ends[0]
    writeDescriptor = ends[1]
  }

  deinit {
    close(descriptor)
    close(writeDescriptor)
  }

  var end: ConnectionEnd? { state.withLock { $0.end } }

  /// Ends the connection, unless it has ended already.
  func finish(_ end: ConnectionEnd) {
    let waiters = state.withLock { state in
      guard state.end == nil else { return [@Sendable (ConnectionEnd) -> Void]() }
      state.end = end
      defer { state.waiters = [] }
      return state.waiters
    }
    // Closing would do as well, but the number could then be another file's while poll has it.
    _ = write(writeDescriptor, "!", 1)
    for waiter in waiters { waiter(end) }
  }

  /// Calls back once, at the end or now if that has come.
  func whenFinished(_ waiter: @escaping @Sendable (ConnectionEnd) -> Void) {
    let end = state.withLock { state in
      if state.end == nil { state.waiters.append(waiter) }
      return state.end
    }
    if let end { waiter(end) }
  }
}
