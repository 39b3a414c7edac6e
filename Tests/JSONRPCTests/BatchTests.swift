import JSONCoding
import JSONRPC
import Testing

@Suite("Batches", .timeLimit(.minutes(20)))
struct BatchTests {
  private func request(_ id: Int, _ method: String = "ping") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"}"#
  }

  private func result(_ id: Int) -> String { #"{"jsonrpc":"2.0","id":\#(id),"result":{}}"# }

  @Test("the replies of a batch are one array, in the order of its requests")
  func order() async {
    let input = "[\(request(1, "later")),\(request(2)),\(request(3, "later")),\(request(4))]\n"
    #expect(await answers(to: input) == ["[\((1...4).map(result).joined(separator: ","))]"])
  }

  @Test("notifications in a batch have no reply, and a batch of them none at all")
  func notifications() async {
    let notification = #"{"jsonrpc":"2.0","method":"x"}"#
    #expect(
      await answers(to: "[\(notification),\(notification)]\n[\(notification),\(request(1))]\n")
        == ["[\(result(1))]"])
  }

  @Test("garbage in a batch gets an error each", arguments: [1, 3])
  func garbage(count: Int) async throws {
    let lines = await answers(to: "[\((0..<count).map { "\($0)" }.joined(separator: ","))]\n")
    let replies = try #require(try JSONValue(parsing: lines[0]).arrayValue)
    #expect(replies.count == count)
    #expect(replies.allSatisfy { $0["id"] == nil as JSONValue && $0["error"]?["code"] == -32600 })
  }

  @Test("an id that comes twice in a batch is refused the second time")
  func duplicate() async throws {
    let gate = Gate()
    var registry = MethodRegistry.sample
    registry.add("wait") { _ in
      try await gate.pass()
      return JSONValue.object([:])
    }
    registry.addInline("open") { _ in
      gate.open()
      return [:]
    }
    let lines = await answers(
      to: "[\(request(1, "wait")),\(request(1, "wait")),\(request(2, "open"))]\n", registry)
    let replies = try #require(try JSONValue(parsing: lines[0]).arrayValue)
    #expect(replies.map { $0["error"]?["code"]?.intValue } == [nil, -32600, nil])
  }

  @Test("a batch above the limit is refused as a whole")
  func tooMany() async throws {
    var limits = ConnectionLimits()
    limits.batchMessages = 3
    let lines = await answers(
      to: "[\((1...4).map { request($0) }.joined(separator: ","))]\n", limits: limits)
    #expect(try JSONValue(parsing: lines[0])["error"]?["data"]?["limit"] == 3)
  }

  @Test("a batch for whose replies there is no room is answered at once, and leaves none behind")
  func noRoom() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 2
    let batch = "[\((1...3).map { request($0, "later") }.joined(separator: ","))]\n"
    let lines = await answers(to: batch + "[\(request(1, "later"))]\n", limits: limits)
    #expect(lines.count == 2)
    let refused = try #require(lines.first { $0.contains("serverOverloaded") })
    #expect(try JSONValue(parsing: refused).arrayValue?.count == 3)
    #expect(lines.contains("[\(result(1))]"))
  }
}
