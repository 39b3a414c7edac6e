import Glibc

/// Reads the stdout and the stderr of a process until it is gone, on the thread that calls it.
struct OutputReader {
  typealias Receiver = @Sendable (UnsafeRawBufferPointer) -> Void

  private static let bufferSize = 1 << 16
  /// How much is read of what an ended process has left; a pipe holds no more.
  private static let leftover = 1 << 20

  private var requests: [pollfd]
  private let receivers: [Receiver]
  private let grace: Duration
  private let onStall: @Sendable () -> Void
  private var stallTime: ContinuousClock.Instant?

  /// - Parameters:
  ///   - exit: a descriptor that becomes readable when the process ends, or -1. Without it, the
  ///     ends of both streams count.
  ///   - grace: how long the process may go on without a stdout.
  ///   - onStall: called when it goes on for longer, or without either.
  init(
    output: Int32, errors: Int32, exit: Int32, grace: Duration,
    onOutput: @escaping Receiver, onErrors: @escaping Receiver,
    onStall: @escaping @Sendable () -> Void
  ) {
    requests = [output, errors, exit].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    receivers = [onOutput, onErrors]
    self.grace = grace
    self.onStall = onStall
  }

  /// Returns when the process has ended.
  mutating func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let ready = poll(&requests, nfds_t(requests.count), timeout)
      if ready == 0 { stall() }
      guard ready > 0 else { continue }
      for stream in receivers.indices where requests[stream].revents != 0 {
        _ = read(stream, into: buffer)
      }
      if requests[2].revents != 0 {
        for stream in receivers.indices { readLeftover(stream, into: buffer) }
        return
      }
      if receivers.indices.allSatisfy({ requests[$0].fd < 0 }) {
        stall()
        if requests[2].fd < 0 { return }
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

  private mutating func stall() {
    stallTime = nil
    onStall()
  }

  /// In milliseconds, as `poll` takes it; -1 for as long as it takes.
  private var timeout: Int32 {
    guard let stallTime else { return -1 }
    let left = (stallTime - .now) / .milliseconds(1)
    return Int32(min(max(left, 0), 1e6)) + 1
  }
}
