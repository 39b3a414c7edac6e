import JSONCoding
import JSONRPC
import Testing

@Suite("Requests in progress", .timeLimit(.minutes(20)))
struct RequestTests {
  private func request(_ id: Int, _ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
  }

  private func cancel(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"#
  }

  private func registry(_ gate: Gate) -> MethodRegistry {
    var registry = MethodRegistry.sample
    registry.add("wait") { _ in
      try await gate.pass()
      return JSONValue.object([:])
    }
    return registry
  }

  @Test("a long request delays no other")
  func concurrent() async throws {
    let gate = Gate()
    let peer = TestPeer(registry(gate))
    peer.send(request(1, "wait"))
    peer.send(request(2, "ping"))
    #expect(try await peer.next()["id"] == 2)
    peer.send(request(3, "later"))
    #expect(try await peer.next()["id"] == 3)
    gate.open()
    #expect(try await peer.next()["id"] == 1)
    #expect(await peer.finish() == [])
  }

  @Test("a cancelled request answers once, with its error, and leaves the others alone")
  func cancelled() async throws {
    let gate = Gate()
    let peer = TestPeer(registry(gate))
    peer.send(request(1, "wait"))
    peer.send(request(2, "wait"))
    peer.send(cancel(1))
    let answer = try await peer.next()
    #expect(answer["id"] == 1)
    #expect(answer["error"]?["code"] == -32800)
    #expect(answer["error"]?["data"] == ["kind": "cancelled"])
    gate.open()
    #expect(try await peer.next()["id"] == 2)
    #expect(await peer.finish() == [])
  }

  @Test("a request that finishes in spite of being cancelled answers with its result")
  func stubborn() async throws {
    let started = Gate()
    var registry = MethodRegistry.sample
    registry.add("stubborn") { _ in
      started.open()
      do { try await Gate().pass() } catch {}
      return "done"
    }
    let peer = TestPeer(registry)
    peer.send(request(1, "stubborn"))
    try await started.pass()
    peer.send(cancel(1))
    #expect(try await peer.next()["result"] == "done")
    #expect(await peer.finish() == [])
  }

  @Test("an error that cancelling led to is named as the cause")
  func cause() async throws {
    let started = Gate()
    var registry = registry(Gate())
    registry.add("fails") { _ -> JSONValue in
      started.open()
      do { try await Gate().pass() } catch {}
      throw RPCError(code: 1012, kind: "storageUnavailable", message: "The storage is gone.")
    }
    let peer = TestPeer(registry)
    peer.send(request(1, "fails"))
    try await started.pass()
    peer.send(cancel(1))
    let error = try await peer.next()["error"]
    #expect(error?["code"] == -32800)
    #expect(error?["data"]?["kind"] == "cancelled")
    #expect(error?["data"]?["cause"]?["data"]?["kind"] == "storageUnavailable")
    _ = await peer.finish()
  }

  @Test("whenever the cancellation comes, there is exactly one answer", arguments: 0..<20)
  func race(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let gate = Gate()
    let peer = TestPeer(registry(gate))
    var messages = (1...50).flatMap { id in [request(id, id % 2 == 0 ? "later" : "wait")] }
    for id in (1...50).shuffled(using: &random) {
      let place = Int.random(in: messages.startIndex...messages.endIndex, using: &random)
      messages.insert(cancel(id), at: place)
    }
    for message in messages { peer.send(message) }
    gate.open()
    let ids = try await peer.finish().map { try JSONValue(parsing: $0)["id"]?.intValue }
    #expect(ids.compactMap(\.self).sorted() == Array(1...50))
  }

  @Test("an id in progress is refused for another request, and free once it is answered")
  func duplicate() async throws {
    let gate = Gate()
    let peer = TestPeer(registry(gate))
    peer.send(request(1, "wait"))
    for method in ["wait", "ping"] {
      peer.send(request(1, method))
      let error = try await peer.next()["error"]
      #expect(error?["code"] == -32600)
    }
    gate.open()
    #expect(try await peer.next()["result"] == [:])
    peer.send(request(1, "ping"))
    #expect(try await peer.next()["result"] == [:])
    #expect(await peer.finish() == [])
  }

  @Test("requests above the bound wait their turn, and are served in order")
  func turns() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 1
    let gate = Gate()
    let peer = TestPeer(registry(gate), limits: limits)
    peer.send(request(1, "wait"))
    for id in 2...300 { peer.send(request(id, "later")) }
    peer.send(request(301, "ping"))
    #expect(try await peer.next()["id"] == 301)
    gate.open()
    for id in 1...300 { #expect(try await peer.next()["id"] == .integer(id)) }
    #expect(await peer.finish() == [])
  }

  @Test("a request that waits is cancelled at once, and its id is free again")
  func cancelWaiting() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 1
    let gate = Gate()
    let peer = TestPeer(registry(gate), limits: limits)
    for id in 1...3 { peer.send(request(id, "wait")) }
    peer.send(cancel(2))
    let cancelled = try await peer.next()
    #expect(cancelled["id"] == 2)
    #expect(cancelled["error"]?["code"] == -32800)
    peer.send(request(2, "later"))
    gate.open()
    for id in [1, 3, 2] { #expect(try await peer.next()["id"] == .integer(id)) }
    #expect(await peer.finish() == [])
  }

  @Test("cancelled requests that waited leave nothing behind")
  func manyCancelled() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 1
    limits.queuedRequestBytes = 4000
    let gate = Gate()
    let peer = TestPeer(registry(gate), limits: limits)
    peer.send(request(1, "wait"))
    for id in 2...3000 {
      peer.send(request(id, "wait") + "\n" + cancel(id))
      #expect(try await peer.next()["error"]?["code"] == -32800)
    }
    #expect(peer.connection.statistics.requests == 1)
    gate.open()
    #expect(try await peer.next()["id"] == 1)
    #expect(await peer.finish() == [])
  }

  @Test("what waits is served after the end of the input, and can be cancelled with all else")
  func endOfInput() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 1
    let gate = Gate()
    let peer = TestPeer(registry(gate), limits: limits)
    for id in 1...3 { peer.send(request(id, "wait")) }
    peer.closeInput()
    #expect(await peer.end() == .endOfInput)
    #expect(await !peer.connection.waitUntilIdle(timeout: .zero))
    peer.connection.cancelAll()
    #expect(await peer.connection.waitUntilIdle(timeout: .seconds(60)))
    #expect(await peer.finish().count { $0.contains("-32800") } == 3)
  }

  @Test("requests for which there is no room are refused at once, and a cancellation gets through")
  func overloaded() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 2
    limits.queuedRequestBytes = 100
    let peer = TestPeer(registry(Gate()), limits: limits)
    for id in 1...3 { peer.send(request(id, "wait")) }
    let error = try await peer.next()
    #expect(error["id"] == 3)
    #expect(error["error"]?["code"] == -32000)
    #expect(error["error"]?["data"] == ["kind": "serverOverloaded", "limit": 100])
    peer.send(cancel(1))
    #expect(try await peer.next()["id"] == 1)
    peer.send(cancel(2))
    #expect(try await peer.next()["id"] == 2)
    peer.send(request(4, "later"))
    #expect(try await peer.next()["result"] == [:])
    #expect(await peer.finish() == [])
  }

  @Test("the connection keeps one value of each type")
  func state() async {
    struct Visits: Sendable { var count: Int }
    var registry = MethodRegistry()
    registry.addInline("visit") { context in
      let visits = Visits(count: (context.connection.state.value(of: Visits.self)?.count ?? 0) + 1)
      context.connection.state.set(visits)
      return .integer(visits.count)
    }
    let lines = await answers(to: request(1, "visit") + "\n" + request(2, "visit"), registry)
    #expect(lines.last == #"{"jsonrpc":"2.0","id":2,"result":2}"#)
  }
}
