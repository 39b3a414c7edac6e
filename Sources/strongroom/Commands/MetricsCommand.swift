import ArgumentParser
import BackupProtocol
import BackupService

struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print how things stand as metrics, for monitoring.",
    discussion: """
      For the textfile collector of node_exporter, write them to a file and rename that:

        strongroom metrics --database app.db > strongroom.prom.new && mv strongroom.prom.new \
      strongroom.prom
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case prometheus
  }

  @OptionGroup var database: DatabaseOptions

  @Option(name: .long, help: "The format: prometheus.")
  var format: Format = .prometheus

  func run() async throws {
    do {
      var output = OutputOptions()
      output.json = false
      let context = try CommandContext.open(database, output, isForAnyPath: true)
      let status = try await context.operations.getStatus()
      Terminal.print(String(status.metrics.dropLast()))
    } catch let failure as CommandFailure {
      throw failure.report(json: false)
    } catch let error as ContractError {
      throw CommandFailure(error).report(json: false)
    }
  }
}
