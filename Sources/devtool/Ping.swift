import ArgumentParser
import BackupClient
import FoundationEssentials

/// Measures `ping` through the client for Swift, as the programs beside the other clients do.
struct Ping: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure ping through the Swift client.", shouldDisplay: false)

  @Argument(help: "The strongroom to run.")
  var strongroom: String

  @Argument(help: "Its database.")
  var database: String

  @Argument(help: "How many pings to send one at a time.")
  var trips: Int

  @Argument(help: "How many to send at once.")
  var together: Int

  func run() async throws {
    let client = StrongroomClient(.init(program: strongroom, database: database))
    try await client.start()
    let start = ContinuousClock.now
    for _ in 0..<trips { _ = try await client.ping() }
    let middle = ContinuousClock.now
    try await withThrowingTaskGroup { group in
      for _ in 0..<together {
        group.addTask { _ = try await client.ping() }
      }
      try await group.waitForAll()
    }
    let report = BenchClient.Measured(
      roundTripMicroseconds: start.duration(to: middle) / .microseconds(1) / Double(trips),
      pipelinedPerSecond: Double(together) / (middle.duration(to: .now) / .seconds(1)))
    await client.close()
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }
}
