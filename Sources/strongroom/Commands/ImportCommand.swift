import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct ImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take a file in as a backup: an export, a SQL dump, a JSON document or a database.",
    discussion: """
      The database itself is not changed. With - as the path the file is read from stdin. Of a ZIP or tar file the \
      one database in it is taken. The setting \
      importFolders bounds imports over RPC only.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Path of the file, or - for stdin.", completion: .file())
  var path: String

  @Option(name: .long, help: "A name for people.")
  var label: String?

  @Option(name: .long, help: "Which file of a ZIP or tar file to take, by its path in it.")
  var member: String?

  func perform() async throws {
    let context = try CommandContext.open(database, output, isForAnyPath: true)
    let folder = path == "-" ? try PassingFolder() : nil
    defer { withExtendedLifetime(folder) {} }
    let file = try folder?.receive("stdin") ?? Terminal.absolute(path)
    let params = ImportBackup.Params(path: file, label: label, member: member)
    let caller = context.caller
    let result = try await context.run { control in
      try await context.operations.importBackup(params, by: caller, control: control)
    }
    try context.print(result) { Words.finished(result.backup) }
  }
}
