import ArgumentParser
import BackupProtocol
import BackupService

struct ImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take a file in as a backup: an export, a SQL dump, a JSON document or a database.",
    discussion: """
      The file has to be in a folder of the setting importFolders, which is the one that the \
      database is in if nobody says otherwise. The database itself is not touched.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Path of the file.", completion: .file())
  var path: String

  @Option(name: .long, help: "A name for people.")
  var label: String?

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = ImportBackup.Params(path: Terminal.absolute(path), label: label)
    let caller = context.caller
    let result = try await context.run { control in
      try await runBlocking {
        try context.operations.importBackup(params, by: caller, control: control)
      }
    }
    try context.print(result) { Words.finished(result.backup) }
  }
}
