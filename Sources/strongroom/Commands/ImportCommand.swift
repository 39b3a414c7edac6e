import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct ImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import a file as a backup: an export, an SQL dump, a JSON document or a database.",
    discussion: """
      The live database is not changed. With - as the path, the file is read from stdin. A ZIP or tar \
      file must contain one database, unless you pass --member. The setting importFolders applies to \
      RPC only.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Path of the file, or - for stdin.", completion: .file())
  var path: String

  @Option(name: .long, help: "A label that people read.")
  var label: String?

  @Option(name: .long, help: "The file to take from a ZIP or tar file, by its path in it.")
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
