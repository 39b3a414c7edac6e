import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct DeleteCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a backup for good.",
    discussion: """
      Asks first. Unpin a pinned backup before you delete it. The newest proven backup, and a safety \
      backup that a rollback still needs, are deleted only with --force.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, or the beginning of it.")
  var id: String

  @Flag(name: .long, help: "Do not ask for confirmation.")
  var yes = false

  @Flag(
    name: .long, help: "Delete it even if it is the newest proven backup, or needed for a rollback."
  )
  var force = false

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    // Another backup may be the latest by the time that somebody answers.
    guard id != "latest" else {
      throw CommandFailure(
        ContractError(
          .invalidParams, "delete needs the id of a backup, and latest is not one.",
          hint: "See strongroom list for the ids."))
    }
    let params = DeleteBackup.Params(
      id: try await context.backupID(id), force: force ? true : nil)
    let caller = context.caller
    try await confirm(params.id, context)
    let result = try await context.run { _ in
      try await context.operations.deleteBackup(params, by: caller)
    }
    try context.print(result) { "Deleted; \(Words.bytes(result.freedBytes)) freed." }
  }

  private func confirm(_ id: String, _ context: CommandContext) async throws {
    if yes { return }
    let backup = try await context.run { _ in
      try await context.operations.getBackup(GetBackup.Params(id: id)).backup
    }
    guard Terminal.isInteractive else {
      throw CommandFailure(
        ContractError(
          .confirmationInvalid, "A deletion must be confirmed, and there is no terminal.",
          hint: "Pass --yes."))
    }
    let answer = Terminal.ask(
      "Delete \(backup.fileName) (\(Words.bytes(backup.fileSize))) for good? [y/N] ")
    guard ["y", "yes"].contains(answer.lowercased()) else {
      throw CommandFailure(ContractError(.cancelled, "Nothing was deleted."))
    }
  }
}
