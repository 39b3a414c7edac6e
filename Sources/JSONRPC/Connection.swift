package import Logging

package final class Connection: Sendable {
  package let state = ConnectionState()

  package init(
    input: Int32, output: Int32, registry: MethodRegistry,
    limits: ConnectionLimits = ConnectionLimits(), clock: ConnectionClock = .live, logger: Logger
  ) {
  }

  /// Reads and serves until the end; blocks the thread it is called on.
  package func run() -> ConnectionEnd { .endOfInput }

  /// As ``run()``, on a thread made for it.
  package func runOnOwnThread() async -> ConnectionEnd { .endOfInput }

  /// Sends a notification
  @discardableResult
  package func notify(_ method: String, _ params: some Encodable) -> Bool { true }

  /// From now on requests are answered by `invalidRequest`
  package func stopAccepting() {}

  /// Cancels every request in progress; each still gets its reply.
  package func cancelAll() {}

  /// Makes ``run()`` return; from any thread.
  package func stop(_ reason: ConnectionEnd.StopReason) {}

  /// Waits until every request is answered and every reply is written.
  package func waitUntilIdle(timeout: Duration) async -> Bool { true }
}
