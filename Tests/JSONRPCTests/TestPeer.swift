import Foundation
import JSONCoding
import JSONRPC
import Logging
import Synchronization

/// The other end of a connection that is served over two pipes.
final class TestPeer {
  let connection: Connection
  /// Where the peer writes.
  var input: Int32 { toServer }
  private let toServer: Int32
  private let fromServer: Int32
  private let serverEnds: [Int32]
  private var messages: AsyncStream<[UInt8]>.Iterator
  private let isOpen = Mutex(true)
  private let outcome: Task<ConnectionEnd, Never>

  /// - Parameter reads: whether the peer takes what the server sends from the start.
  init(
    _ registry: MethodRegistry, limits: ConnectionLimits = ConnectionLimits(),
    clock: ConnectionClock = .live, reads: Bool = true, isNonBlocking: Bool = false
  ) {
    ProtocolDescriptors.ignoreBrokenPipes()
    let (input, output) = (Self.makePipe(), Self.makePipe())
    (toServer, fromServer) = (input.write, output.read)
    serverEnds = [input.read, output.write]
    for end in serverEnds where isNonBlocking { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let connection = Connection(
      input: input.read, output: output.write, registry: registry, limits: limits, clock: clock,
      logger: logger)
    self.connection = connection
    outcome = Task { await connection.runUntilEnd() }
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    messages = stream.makeAsyncIterator()
    self.continuation = continuation
    if reads { startReading() }
  }

  private let continuation: AsyncStream<[UInt8]>.Continuation

  /// Begins to take what the server sends, and to cut it into lines.
  func startReading() {
    let (descriptor, continuation) = (fromServer, continuation)
    Thread.detachNewThread {
      var rest: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
        rest.append(contentsOf: buffer[..<count])
        let lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
        for line in lines.dropLast() { continuation.yield(Array(line)) }
        rest = Array(lines.last ?? [])
      }
      if !rest.isEmpty { continuation.yield(rest) }
      continuation.finish()
    }
  }

  /// Sends bytes as they are; blocks while the server does not take them.
  func send(_ bytes: some Sequence<UInt8>) {
    writeAll(Array(bytes), to: toServer)
  }

  /// Waits until the pipe from the server has no room left.
  func waitUntilOutputIsFull() async {
    while true {
      var request = pollfd(fd: serverEnds[1], events: Int16(POLLOUT), revents: 0)
      if poll(&request, 1, 0) == 0, connection.statistics.unwrittenBytes > 0 { return }
      await Task.yield()
    }
  }

  /// Sends a line.
  func send(_ line: String) { send(Array(line.utf8) + [0x0A]) }

  /// The next line from the server, as text; `nil` at the end.
  func nextText() async -> String? {
    await messages.next().map { String(decoding: $0, as: UTF8.self) }
  }

  /// The next message from the server.
  func next() async throws -> JSONValue {
    try JSONValue(parsing: await messages.next() ?? [])
  }

  func closeInput() {
    if isOpen.withLock({ isOpen in
      defer { isOpen = false }; return isOpen
    }) {
      close(toServer)
    }
  }

  func closeOutput() { close(fromServer) }

  /// How the connection ended.
  func end() async -> ConnectionEnd { await outcome.value }

  /// Sends no more, and returns every line that still comes.
  func finish() async -> [String] {
    closeInput()
    _ = await outcome.value
    _ = await connection.waitUntilIdle(timeout: .seconds(60))
    for descriptor in serverEnds { close(descriptor) }
    var lines: [String] = []
    while let line = await nextText() { lines.append(line) }
    return lines
  }

  static func makeSocketPair() -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    precondition(
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0, "no sockets could be made")
    return (ends[0], ends[1])
  }

  static func makePipe() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no pipe could be made")
    return (ends[0], ends[1])
  }
}

/// Writes all bytes, or as many as the other end takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
    }
    guard count > 0 else { return }
    done += count
  }
}

/// Something that a test opens once, and any number of tasks wait for.
final class Gate: Sendable {
  private let stream: AsyncStream<Never>
  private let continuation: AsyncStream<Never>.Continuation
  private let isOpen = Atomic<Bool>(false)

  init() { (stream, continuation) = AsyncStream.makeStream(of: Never.self) }

  func open() {
    isOpen.store(true, ordering: .releasing)
    continuation.finish()
  }

  /// Waits until the gate is open.
  /// - Throws: `CancellationError`, once the task is cancelled.
  func pass() async throws {
    for await _ in stream {}
    // The stream ends for all who wait as soon as one of them is cancelled.
    while !isOpen.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(5)) }
    try Task.checkCancellation()
  }
}

/// Runs a server on some input, up to its end.
func answers(
  to input: String, _ registry: MethodRegistry = .sample, limits: ConnectionLimits = .init()
) async -> [String] {
  let peer = TestPeer(registry, limits: limits)
  peer.send(Array(input.utf8))
  return await peer.finish()
}

extension MethodRegistry {
  struct SecretFailure: Error { let secret = "hunter2" }

  /// Methods of every kind.
  static var sample: MethodRegistry {
    var registry = MethodRegistry { error in
      error is EncodingError
        ? RPCError(code: 1004, kind: "busy", message: "Something else is in progress.") : nil
    }
    registry.addInline("ping") { _ in [:] }
    registry.addInline("echo") { .object($0.params) }
    registry.add("later") { JSONValue.object($0.params) }
    registry.add("fail") { _ -> JSONValue in throw SecretFailure() }
    registry.add("mapped") { _ in Double.nan }
    registry.add("typed") { try $0.decodeParams(as: Typed.self) }
    registry.addInline("shutdown") { context in
      context.connection.stopAccepting()
      return nil
    }
    registry.addNotification("exit") { $0.connection.stop(.exit) }
    return registry
  }

  struct Typed: Codable, Sendable { var count: Int }
}
