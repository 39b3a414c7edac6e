import FoundationEssentials

/// A typed client, measured by a program of its own that prints what it found.
enum BenchClient: CaseIterable {
  case typeScript
  case pythonAsync
  case pythonBlocking
  case swift

  var name: String {
    switch self {
    case .typeScript: "TypeScript"
    case .pythonAsync: "Python (asyncio)"
    case .pythonBlocking: "Python (blocking)"
    case .swift: "Swift"
    }
  }

  /// What the program prints.
  struct Measured: Codable {
    let roundTripMicroseconds: Double
    let pipelinedPerSecond: Double
  }

  /// The program, with its arguments after those that all take.
  fileprivate func program(_ bench: BenchSetting) -> (command: [String], last: [String]) {
    switch self {
    case .typeScript: (["node", bench.clients + "/typescript/test/bench.mjs"], [])
    case .pythonAsync: (["python3", bench.clients + "/python/tests/bench.py"], ["async"])
    case .pythonBlocking: (["python3", bench.clients + "/python/tests/bench.py"], ["blocking"])
    case .swift: ([bench.devtool, "ping"], [])
    }
  }
}

extension BenchSetting {
  private static let trips = 10_000
  private static let together = 20_000

  /// `ping` through each client, against the same through the bare pipe.
  func measureClients() throws -> [BenchResult] {
    try BenchClient.allCases.flatMap { client in
      var single = BenchResult(
        name: "ping, one at a time, \(client.name)", unit: "µs", peer: .init())
      var many = BenchResult(
        name: "ping, pipelined, \(client.name)", unit: "pings/s", peer: .init())
      for _ in 0..<rounds {
        var pipe = try serve()
        try expectReply(to: &pipe)
        single.peer?.append(try roundTripMicroseconds(&pipe, count: Self.trips))
        many.peer?.append(try pipelinedPerSecond(&pipe, count: Self.together))
        _ = try pipe.child.wait()
        let measured = try measure(client)
        single.ours.append(measured.roundTripMicroseconds)
        many.ours.append(measured.pipelinedPerSecond)
      }
      return [single, many]
    }
  }

  private func measure(_ client: BenchClient) throws -> BenchClient.Measured {
    let program = client.program(self)
    let arguments =
      program.command.dropFirst() + [strongroom, database, "\(Self.trips)", "\(Self.together)"]
      + program.last
    let (_, output) = try ChildProcess.run(
      program.command[0], Array(arguments), errorLog: path("stderr.log"))
    return try JSONDecoder().decode(BenchClient.Measured.self, from: Data(output))
  }
}
