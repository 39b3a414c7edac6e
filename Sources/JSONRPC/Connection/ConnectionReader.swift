#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The reading side of a connection, on one thread: read, serve all that came, answer.
///
/// What is answered on this thread goes out in one write, once no further whole message is at
/// hand: a request at a time costs one read and one write, and no change of thread.
struct ConnectionReader {
  private static let readSize = 1 << 16
  private static let flushSize = 1 << 16

  private let connection: Connection
  private var framing: MessageFraming?
  private var answers: [UInt8] = []

  init(connection: Connection) {
    self.connection = connection
  }

  mutating func run() -> ConnectionEnd {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.readSize, alignment: 16)
    defer { buffer.deallocate() }
    var frames = FrameReader(limit: connection.limits.messageBytes)
    while true {
      let count = read(connection.input, buffer.baseAddress, buffer.count)
      if count < 0 {
        let problem = errno
        switch problem {
        case EINTR: break
        case EAGAIN: waitForInput()
        // A socket says so where the peer has left without reading everything.
        case ECONNRESET: return .endOfInput
        default: return .readFailed(problem)
        }
        continue
      }
      connection.output.beginServing()
      defer { connection.output.endServing() }
      if count == 0 {
        frames.finish { serve($0, in: $1) }
        flush()
        know(.lines)
        return .endOfInput
      }
      frames.consume(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { serve($0, in: $1) }
      flush()
      if let end = connection.end.end { return end }
    }
  }

  /// For a descriptor that someone else has made non-blocking.
  private func waitForInput() {
    var request = pollfd(fd: connection.input, events: Int16(POLLIN), revents: 0)
    poll(&request, 1, -1)
  }

  private mutating func serve(_ event: FrameEvent, in framing: MessageFraming) {
    know(framing)
    guard connection.end.end == nil, let answer = connection.serve(event) else { return }
    framing.append(answer, to: &answers)
    if answers.count >= Self.flushSize { flush() }
  }

  /// The first message shows the framing, and so how to answer.
  private mutating func know(_ framing: MessageFraming) {
    guard self.framing == nil else { return }
    self.framing = framing
    connection.output.setFraming(framing)
  }

  private mutating func flush() {
    guard !answers.isEmpty else { return }
    connection.output.write(framed: answers)
    answers.removeAll(keepingCapacity: answers.capacity <= 2 * Self.flushSize)
  }
}
