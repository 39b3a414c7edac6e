public import ArgumentParser
public import BackupProtocol
import BackupService
import Concurrency

struct ExportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a backup out as a file, as it is stored or in another format.",
    discussion: """
      A file that exists already is never replaced. With - as the destination the file is written to \
      stdout. The setting exportFolders bounds exports over RPC only.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  @Argument(
    help: "Path of the file, of a folder for a file with the backup's own name, or - for stdout.",
    completion: .file())
  var destination: String

  @Option(
    name: .long, help: "archive, sql, json or sqlite; by default what the backup is stored as.")
  var format: ExportFormat?

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let id = try await context.backupID(id)
    if destination == "-" {
      guard !output.json else {
        throw ContractError(
          .invalidParams, "--json cannot be used with the destination -.",
          hint: "Both would be written to stdout.")
      }
      let folder = try PassingFolder()
      try folder.send(try await export(id, to: folder.path, context).path)
      return
    }
    let result = try await export(id, to: Terminal.absolute(destination), context)
    try context.print(result) {
      "\(result.path)\n\(Words.bytes(result.size)), sha256 \(result.checksum.value)"
    }
  }
}

extension ExportCommand {
  private func export(
    _ id: String, to destination: String, _ context: CommandContext
  ) async throws -> ExportBackup.Result {
    let params = ExportBackup.Params(id: id, destination: destination, format: format)
    let caller = context.caller
    return try await context.run { control in
      try await context.operations.exportBackup(params, by: caller, control: control)
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
