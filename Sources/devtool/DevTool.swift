import ArgumentParser

@main
struct DevTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devtool",
    abstract: "What Strongroom's developers need and its users do not.",
    subcommands: [
      SampleDatabase.self, Bench.self, Clients.self, Peak.self, Schemas.self, Writer.self,
    ])
}
