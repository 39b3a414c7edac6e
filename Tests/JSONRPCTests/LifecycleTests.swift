import Foundation
import JSONCoding
import JSONRPC
import Logging
import Testing

@Suite("The life of a connection", .timeLimit(.minutes(20)))
struct LifecycleTests {
  private func request(_ id: Int, _ method: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"}"#
  }

  private func waiting(_ gate: Gate) -> MethodRegistry {
    var registry = MethodRegistry.sample
    registry.add("wait") { _ in
      try await gate.pass()
      return JSONValue.object([:])
    }
    return registry
  }

  @Test("the end of input ends it, and requests in progress still answer")
  func endOfInput() async throws {
    let gate = Gate()
    let peer = TestPeer(waiting(gate))
    peer.send(request(1, "wait"))
    peer.closeInput()
    #expect(await peer.end() == .endOfInput)
    #expect(await !peer.connection.waitUntilIdle(timeout: .zero))
    gate.open()
    #expect(await peer.finish() == [#"{"jsonrpc":"2.0","id":1,"result":{}}"#])
  }

  @Test("all that is in progress can be cancelled, and answers")
  func cancelAll() async throws {
    let peer = TestPeer(waiting(Gate()))
    peer.send(request(1, "wait") + "\n" + request(2, "wait"))
    peer.closeInput()
    _ = await peer.end()
    #expect(peer.connection.statistics.requests == 2)
    peer.connection.cancelAll()
    #expect(await peer.connection.waitUntilIdle(timeout: .seconds(60)))
    #expect(peer.connection.statistics.requests == 0)
    #expect(await peer.finish().count { $0.contains("-32800") } == 2)
  }

  @Test("after shutdown requests are refused and notifications served, and exit ends it")
  func shutdown() async throws {
    let peer = TestPeer(.sample)
    peer.send(request(1, "shutdown"))
    #expect(await peer.nextText() == #"{"jsonrpc":"2.0","id":1,"result":null}"#)
    peer.send(request(2, "ping"))
    #expect(try await peer.next()["error"]?["code"] == -32600)
    peer.send(#"{"jsonrpc":"2.0","method":"exit"}"# + "\n" + request(3, "ping"))
    #expect(await peer.end() == .stopped(.exit))
    #expect(await peer.finish() == [])
  }

  @Test("what was answered before exit is written, though all came at once", arguments: 0..<20)
  func exitAtOnce(_: Int) async {
    let peer = TestPeer(.sample)
    peer.send(
      request(1, "ping") + "\n" + request(2, "shutdown") + "\n"
        + #"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(await peer.end() == .stopped(.exit))
    #expect(await peer.connection.waitUntilIdle(timeout: .seconds(60)))
    #expect(peer.connection.statistics.unwrittenBytes == 0)
    #expect(await peer.finish().count == 2)
  }

  @Test("descriptors that another process made non-blocking serve as well")
  func nonBlocking() async {
    var registry = MethodRegistry.sample
    let text = String(repeating: "x", count: 300_000)
    registry.addInline("big") { _ in .string(text) }
    let peer = TestPeer(registry, isNonBlocking: true)
    peer.send(request(1, "big"))
    #expect(await peer.nextText()?.utf8.count == 300_036)
    peer.send(request(2, "ping"))
    #expect(await peer.finish() == [#"{"jsonrpc":"2.0","id":2,"result":{}}"#])
  }

  @Test("a socket whose other end left with something unread is at its end of input")
  func reset() async {
    let (server, peer) = TestPeer.makeSocketPair()
    writeAll(Array("unread".utf8), to: server)
    close(peer)
    let connection = Connection(
      input: server, output: TestPeer.makePipe().write, registry: .sample,
      logger: Logger(label: "test"))
    #expect(await connection.runUntilEnd() == .endOfInput)
  }

  @Test("it can be ended from elsewhere while it waits for input")
  func stop() async {
    let peer = TestPeer(.sample)
    peer.connection.stop(.signal)
    #expect(await peer.end() == .stopped(.signal))
    _ = await peer.finish()
  }

  @Test("a peer that reads no more ends it without a signal, also while nothing is said")
  func closedOutput() async {
    let peer = TestPeer(.sample, reads: false)
    peer.closeOutput()
    #expect(await peer.end() == .outputClosed)
    #expect(await peer.connection.waitUntilIdle(timeout: .seconds(60)))
    #expect(!peer.connection.notify("late", JSONValue.null))
    peer.closeInput()
  }

  @Test("a descriptor that cannot be read ends it with the reason")
  func unreadable() async {
    let connection = Connection(
      input: -1, output: TestPeer.makePipe().write, registry: .sample, logger: .init(label: "test"))
    #expect(await connection.runUntilEnd() == .readFailed(9))
  }

  @Test("a notification goes out in the peer's framing, even if it came before the first message")
  func notifications() async throws {
    let peer = TestPeer(.sample)
    #expect(peer.connection.notify("health/warning", ["a": 1]))
    peer.send(request(1, "ping"))
    var lines = [await peer.nextText(), await peer.nextText()]
    lines.sort { ($0 ?? "") < ($1 ?? "") }
    #expect(lines[0] == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
    #expect(lines[1] == #"{"jsonrpc":"2.0","method":"health/warning","params":{"a":1}}"#)
    _ = await peer.finish()
  }
}
