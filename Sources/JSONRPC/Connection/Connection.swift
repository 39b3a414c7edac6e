import Concurrency
import Dispatch
import JSONCoding
package import Logging
import Synchronization

/// One peer on two descriptors, speaking JSON-RPC 2.0 in either framing.
///
/// Guarantees: every request gets exactly one reply; whatever comes in, the next good message is
/// served; what is held in memory is bounded by ``ConnectionLimits``, also when the peer does not
/// read. The descriptors stay the caller's, and the caller must ignore `SIGPIPE`
/// (``ProtocolDescriptors/ignoreBrokenPipes()``).
package final class Connection: Sendable {
  /// Values that last as long as the connection, for the handlers.
  package let state = ConnectionState()

  let input: Int32
  let outputDescriptor: Int32
  let registry: MethodRegistry
  package let limits: ConnectionLimits
  let logger: Logger
  let output: OutputChannel
  let requests = RequestTable()
  let end = EndSignal()
  private let isAccepting = Atomic(true)

  package init(
    input: Int32, output: Int32, registry: MethodRegistry,
    limits: ConnectionLimits = ConnectionLimits(), clock: ConnectionClock = .live, logger: Logger
  ) {
    self.input = input
    outputDescriptor = output
    self.registry = registry
    self.limits = limits
    self.logger = logger
    self.output = OutputChannel(
      descriptor: output, clock: clock, notificationLimit: limits.queuedNotificationBytes, end: end)
  }

  deinit {
    output.close()
  }

  /// Reads and serves on a thread made for it, and blocks the calling one until the end. To be
  /// called once.
  ///
  /// Requests may still be in progress afterwards: see ``cancelAll()``, ``waitUntilIdle(timeout:)``.
  /// Unless the input is at its end the reader may still be blocked in a `read` or a `write`, which
  /// nothing can interrupt safely; so leave the descriptors open until the process ends.
  package func run() -> ConnectionEnd {
    let isOver = DispatchSemaphore(value: 0)
    start { _ in isOver.signal() }
    isOver.wait()
    return end.end ?? .endOfInput
  }

  /// As ``run()``, without blocking a thread.
  package func runUntilEnd() async -> ConnectionEnd {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: $0) }
    }
  }

  private func start(_ whenFinished: @escaping @Sendable (ConnectionEnd) -> Void) {
    output.whenRepliesAreWritten { [weak self] in self?.beginWaiting() }
    end.whenFinished { [output] in if $0 == .outputClosed { output.close() } }
    end.whenFinished(whenFinished)
    startThread { [output] in output.runWriter() }
    startThread { [outputDescriptor, end] in watchForClosedOutput(outputDescriptor, end: end) }
    startThread {
      var reader = ConnectionReader(connection: self)
      self.end.finish(reader.run())
    }
  }

  /// Sends a notification, from any thread, without waiting.
  /// - Returns: whether it was taken: a peer that does not read, or is gone, misses it.
  @discardableResult
  package func notify(_ method: String, _ params: some Encodable) -> Bool {
    do {
      let params = try JSONValueEncoder().encode(params)
      return output.enqueue(
        notification: OutgoingMessage.notification(method: method, params: params).serialized)
    } catch {
      logger.error("a notification could not be encoded", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// Whether requests are served.
  package var acceptsRequests: Bool { isAccepting.load(ordering: .acquiring) }

  /// From now on every request is answered by `invalidRequest`; notifications are still served.
  package func stopAccepting() {
    isAccepting.store(false, ordering: .releasing)
  }

  /// Cancels every request in progress; each still gets its reply.
  package func cancelAll() {
    requests.cancelAll()
  }

  /// Ends the connection, from any thread: ``run()`` returns at once, and what the peer sends from
  /// now on is not served.
  package func stop(_ reason: ConnectionEnd.StopReason) {
    stopAccepting()
    end.finish(.stopped(reason))
  }

  /// Waits until every request is answered and every answer written, or the peer is gone.
  /// - Returns: `false` where that took longer than the timeout.
  package func waitUntilIdle(timeout: Duration) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.becomesIdle() }
      group.addTask {
        try? await Task.sleep(for: timeout)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }

  /// What the connection holds at the moment.
  package var statistics: Statistics {
    Statistics(
      requests: requests.count, unwrittenBytes: output.unwrittenBytes,
      droppedNotifications: output.droppedNotifications)
  }

  package struct Statistics: Sendable, Hashable {
    /// Those in progress, and those that wait.
    package let requests: Int
    /// Bytes of output that the peer has not taken.
    package let unwrittenBytes: Int
    /// Notifications dropped since the peer did not read.
    package let droppedNotifications: Int
  }
}
