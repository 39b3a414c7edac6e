import ArgumentParser

@main
struct DevTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devtool",
    abstract: "What Strongroom's developers need and its users do not.",
    subcommands: [
      SampleDatabase.self, Bench.self, Clients.self, Peak.self, Ping.self,
      Writer.self,
    ])
}
