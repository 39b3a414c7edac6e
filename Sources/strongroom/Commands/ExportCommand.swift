public import ArgumentParser
public import BackupProtocol
import BackupService

struct ExportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a backup out as a file, as it is stored or in another format.",
    discussion: """
      The file goes to a folder of the setting exportFolders, which is the one that the database is \
      in if nobody says otherwise. A file that is there already is never replaced.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, or latest.")
  var id: String

  @Argument(
    help: "Path of the file, or of a folder for a file with the backup's own name.",
    completion: .file())
  var destination: String

  @Option(
    name: .long, help: "archive, sql, json or sqlite; by default what the backup is stored as.")
  var format: ExportFormat?

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = ExportBackup.Params(
      id: try await context.backupID(id), destination: Terminal.absolute(destination),
      format: format)
    let caller = context.caller
    let result = try await context.run { control in
      try await runBlocking {
        try context.operations.exportBackup(params, by: caller, control: control)
      }
    }
    try context.print(result) {
      "\(result.path)\n\(Words.bytes(result.size)), sha256 \(result.checksum.value)"
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
