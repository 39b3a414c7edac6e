import JSONCoding
import JSONRPC
import Synchronization
import Testing

@Suite("Progress", .timeLimit(.minutes(20)))
struct ProgressTests {
  /// Stands still until it is moved.
  final class ManualClock: Sendable {
    private let start = ContinuousClock.now
    private let elapsed = Mutex(Duration.zero)

    func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }

    var clock: ConnectionClock {
      ConnectionClock { [self] in start.advanced(by: elapsed.withLock { $0 }) }
    }
  }

  private func working(_ reports: Int64, _ clock: ManualClock) -> MethodRegistry {
    var registry = MethodRegistry.sample
    registry.add("work") { context in
      for done in 0..<reports {
        context.progress.report(
          ProgressUpdate(phase: "copying", completed: done, total: reports, unit: "rows"))
        clock.advance(by: .milliseconds(1))
      }
      return JSONValue.bool(context.progress.isActive)
    }
    return registry
  }

  private func work(token: String?) -> String {
    let params = token.map { #"{"progressToken":\#($0)}"# } ?? "{}"
    return #"{"jsonrpc":"2.0","id":1,"method":"work","params":\#(params)}"#
  }

  @Test(
    "reports go to the token, never fall, and the last one comes before the reply",
    arguments: [#""t""#, "7"])
  func reports(token: String) async throws {
    let clock = ManualClock()
    let peer = TestPeer(working(10_000, clock), clock: clock.clock)
    peer.send(work(token: token))
    let messages = try await peer.finish().map { try JSONValue(parsing: $0) }
    #expect(messages.last?["result"] == true)
    let reports = messages.dropLast()
    #expect(reports.allSatisfy { $0["method"] == "$/progress" })
    #expect(try reports.allSatisfy { $0["params"]?["token"] == (try JSONValue(parsing: token)) })
    let completed = reports.compactMap { $0["params"]?["value"]?["completed"]?.intValue }
    #expect(completed == completed.sorted())
    #expect(completed.last == 9999)
    // Ten seconds have passed on the clock.
    #expect(reports.count <= 100)
    #expect(
      reports.last?["params"]?["value"]
        == ["phase": "copying", "completed": 9999, "total": 10_000, "unit": "rows"])
  }

  @Test("without a token nothing is reported, and the handler can tell")
  func withoutToken() async throws {
    let clock = ManualClock()
    let peer = TestPeer(working(100, clock), clock: clock.clock)
    peer.send(work(token: nil))
    #expect(await peer.finish() == [#"{"jsonrpc":"2.0","id":1,"result":false}"#])
  }

  @Test("a token that another request uses is refused, and free afterwards")
  func duplicateToken() async throws {
    let gate = Gate()
    var registry = MethodRegistry.sample
    registry.add("wait") { _ in
      try await gate.pass()
      return JSONValue.object([:])
    }
    let peer = TestPeer(registry)
    func request(_ id: Int) -> String {
      #"{"jsonrpc":"2.0","id":\#(id),"method":"wait","params":{"progressToken":"t"}}"#
    }
    peer.send(request(1))
    peer.send(request(2))
    #expect(try await peer.next()["error"]?["data"]?["path"] == "params.progressToken")
    gate.open()
    #expect(try await peer.next()["id"] == 1)
    peer.send(request(3))
    #expect(try await peer.next()["id"] == 3)
    _ = await peer.finish()
  }

  @Test("a report waits for nobody: a peer that does not read gets the last one, before the reply")
  func stalledPeer() async throws {
    let reported = Gate()
    var registry = MethodRegistry()
    let text = String(repeating: "x", count: 100_000)
    registry.add("work") { context in
      for done in 0..<100_000 {
        context.progress.report(
          ProgressUpdate(
            phase: "copying", completed: Int64(done), total: nil, unit: "rows", message: text))
      }
      reported.open()
      return JSONValue.null
    }
    let clock = Mutex(ContinuousClock.now)
    let fast = ConnectionClock {
      clock.withLock { now in
        now += .seconds(1)
        return now
      }
    }
    let peer = TestPeer(registry, clock: fast, reads: false)
    peer.send(work(token: "1"))
    try await reported.pass()
    #expect(peer.connection.statistics.unwrittenBytes < 1_000_000)
    peer.startReading()
    let messages = try await peer.finish().map { try JSONValue(parsing: $0) }
    #expect(messages.last?["id"] == 1)
    #expect(messages.dropLast().last?["params"]?["value"]?["completed"] == 99_999)
  }
}
