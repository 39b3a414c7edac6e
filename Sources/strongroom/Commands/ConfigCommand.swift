import ArgumentParser
import BackupProtocol
import BackupService
import Foundation
import Logging
import ServiceConfiguration

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Work with the configuration.", subcommands: [Check.self])

  struct Check: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check the configuration, and show each setting and where it comes from.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws {
      let wiring = try Wiring(try database.load(), log: Wiring.logger(level: .warning))
      let settings: [SettingInForce]
      do {
        settings = try Configuration.settings(
          file: database.config, database: database.database,
          environment: ProcessInfo.processInfo.environment,
          workingDirectory: FileManager.default.currentDirectoryPath)
      } catch {
        throw CommandFailure(configuration: error)
      }
      if output.json {
        try Terminal.printJSON(
          Report(settings: settings, warnings: wiring.warnings.map(\.message)))
        return
      }
      let rows = settings.map { [$0.key, $0.value, $0.source] }
      Terminal.print(Words.table([["SETTING", "VALUE", "FROM"]] + rows))
      for warning in wiring.warnings {
        Terminal.print("! \(warning.message)\(warning.hint.map { " " + $0 } ?? "")")
      }
    }
  }

  private struct Report: Encodable {
    let settings: [SettingInForce]
    let warnings: [String]
  }
}
