import Dispatch

extension BenchSetting {
  static let pings = 20_000
  static let pipelined = 100_000

  /// The round trip of `ping` against that of the same lines through `cat`, which is what two pipes
  /// and two context switches cost; then as many pings as go through without waiting.
  func measurePing() throws -> [BenchResult] {
    var single = BenchResult(
      name: "ping, one at a time", unit: "µs", peer: .init(), target: .ratioAtMost(1.3))
    var many = BenchResult(name: "ping, pipelined", unit: "pings/s", target: .atLeast(40_000))
    var server = try serve()
    var cat = LineClient(try ChildProcess("cat", [], errorLog: path("stderr.log")))
    try expectReply(to: &server)
    for _ in 0..<rounds {
      single.ours.append(try roundTripMicroseconds(&server))
      single.peer?.append(try roundTripMicroseconds(&cat))
    }
    for _ in 0..<rounds { many.ours.append(try pipelinedPerSecond(&server)) }
    _ = try server.child.wait()
    _ = try cat.child.wait()
    return [single, many]
  }

  func expectReply(to server: inout LineClient) throws {
    let reply = try server.roundTripText(LineClient.request(1, "ping"))
    guard reply.contains("\"result\"") else { throw BenchError("ping was answered with \(reply)") }
  }

  func roundTripMicroseconds(
    _ client: inout LineClient, count: Int = Self.pings
  ) throws -> Double {
    let lines = (0..<count).map { LineClient.request($0, "ping") }
    let start = ContinuousClock.now
    for line in lines { try client.roundTrip(line) }
    return start.duration(to: .now) / .microseconds(1) / Double(count)
  }

  /// Another thread writes while this one reads, as a pipe holds only 64 KiB.
  func pipelinedPerSecond(
    _ client: inout LineClient, count: Int = Self.pipelined
  ) throws -> Double {
    let lines = (0..<count).flatMap { LineClient.request($0, "ping") }
    let input = try client.child.writer
    let start = ContinuousClock.now
    DispatchQueue.global().async { try? input.write(lines) }
    for _ in 0..<count { _ = try client.takeLine() }
    return Double(count) / (start.duration(to: .now) / .seconds(1))
  }
}
