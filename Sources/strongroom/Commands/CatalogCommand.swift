import ArgumentParser
import BackupService
import Concurrency

struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "Work with the list of backups.",
    subcommands: [Rebuild.self])

  struct Rebuild: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "rebuild", abstract: "Make a new list from the backup files.",
      discussion: """
        The old catalog is set aside. Failed attempts, and labels and pins that were given later, are \
        lost. Restores and proofs are read from the audit log. The exit status is 65 if a file is \
        damaged.
        """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws {
      let context = try CommandContext.open(database, output, isForAnyPath: true)
      let caller = context.caller
      let report = try await context.run { control in
        try await context.operations.rebuildCatalog(by: caller, control: control)
      }
      try context.print(report) {
        (["\(report.backups) backups found, \(report.proven) of them proven."] + report.unreadable)
          .joined(separator: "\n")
      }
      if report.damaged > 0 {
        if !output.json {
          Terminal.complain("strongroom: \(report.damaged) damaged. See strongroom list.")
        }
        throw ExitCode(CommandFailure.damaged)
      }
    }
  }
}
