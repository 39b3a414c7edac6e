import ArgumentParser
import BackupProtocol
import BackupService

struct DeleteCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a backup for good.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, or the beginning of it.")
  var id: String

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = DeleteBackup.Params(id: id)
    let caller = context.caller
    let result = try await context.run { _ in
      try await runBlocking { try context.operations.deleteBackup(params, by: caller) }
    }
    try context.print(result) { "Deleted; \(Words.bytes(result.freedBytes)) freed." }
  }
}
