import Glibc

/// Reads the stdout and the stderr of a process until it is gone, on the thread that calls it.
struct OutputReader {
  typealias Receiver = @Sendable (UnsafeRawBufferPointer) -> Void

  private static let bufferSize = 1 << 16
  /// How much is read of what an ended process has left; a pipe holds no more.
  private static let leftover = 1 << 20

  /// How often to look for the end of a process that has no descriptor, in milliseconds.
  private static let interval: Int32 = 100

  private var requests: [pollfd]
  private let exit: ExitWatch
  private let receivers: [Receiver]
  private let grace: Duration
  private let onStall: @Sendable () -> Void
  private var stallTime: ContinuousClock.Instant?

  /// - Parameters:
  ///   - exit: says when the process has ended.
  ///   - grace: how long the process may go on without a stdout.
  ///   - onStall: called when it goes on for longer, or without either.
  init(
    output: Int32, errors: Int32, exit: ExitWatch, grace: Duration,
    onOutput: @escaping Receiver, onErrors: @escaping Receiver,
    onStall: @escaping @Sendable () -> Void
  ) {
    self.exit = exit
    requests = [output, errors, exit.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    receivers = [onOutput, onErrors]
    self.grace = grace
    self.onStall = onStall
  }

  /// Returns when the process has ended, and how it has.
  mutating func run() -> ProcessExit.Cause {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let ready = poll(&requests, nfds_t(requests.count), timeout)
      for stream in receivers.indices where ready > 0 && requests[stream].revents != 0 {
        _ = read(stream, into: buffer)
      }
      if requests[2].revents != 0 || exit.descriptor < 0, let cause = exit.cause {
        for stream in receivers.indices { readLeftover(stream, into: buffer) }
        return cause
      }
      if let stallTime, stallTime <= .now || requests[1].fd < 0 {
        self.stallTime = nil
        onStall()
      }
    }
  }

  /// - Returns: how many bytes there were; 0 at the end of the stream, and where there are none yet.
  private mutating func read(_ stream: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = Glibc.read(requests[stream].fd, buffer.baseAddress, buffer.count)
    if count > 0 {
      receivers[stream](UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return count
    }
    if count < 0, errno == EAGAIN || errno == EINTR { return 0 }
    // `poll` leaves a negative one alone.
    requests[stream].fd = -1
    if stream == 0 { stallTime = .now + grace }
    return 0
  }

  private mutating func readLeftover(_ stream: Int, into buffer: UnsafeMutableRawBufferPointer) {
    var total = 0
    while requests[stream].fd >= 0, total < Self.leftover {
      let count = read(stream, into: buffer)
      guard count > 0 else { return }
      total += count
    }
  }

  /// In milliseconds, as `poll` takes it; -1 for as long as it takes.
  private var timeout: Int32 {
    let longest = exit.descriptor < 0 ? Self.interval : -1
    guard let stallTime else { return longest }
    let left = Int32(min(max((stallTime - .now) / .milliseconds(1), 0), 1e6)) + 1
    return longest < 0 ? left : min(left, longest)
  }
}
