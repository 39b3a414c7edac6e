public import ArgumentParser
public import BackupProtocol
import BackupService
import Concurrency

struct ExportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a backup to a file, as it is stored or in another format.",
    discussion: """
      An existing file is never replaced. With - as the destination, the backup is written to stdout. \
      The setting exportFolders applies to RPC only.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  @Argument(
    help: "Path of the new file, or of a folder for it, or - for stdout.",
    completion: .file())
  var destination: String

  @Option(
    name: .long, help: "archive, sql, json or sqlite. By default as the backup is stored.")
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
