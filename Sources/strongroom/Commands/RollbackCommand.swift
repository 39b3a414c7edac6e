import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct RollbackCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Undo a restore: put its safety backup back.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the restore, the beginning of it, or latest.")
  var id: String

  @Flag(name: .long, help: "Do not ask for confirmation.")
  var yes = false

  @Flag(
    name: .long,
    help:
      "If the database cannot be read, set its files aside and put the backup in their place.")
  var replaceDamaged = false

  func perform() async throws {
    let context = try CommandContext.open(database, output, isSure: yes)
    defer { context.operations.close() }
    let restore = try await find(context)
    guard let safetyBackup = restore.safetyBackupId else {
      throw CommandFailure(
        ContractError(.notFound, "This restore has no safety backup to put back."))
    }
    let preview = try await context.preview(safetyBackup)
    try context.confirm(preview, isGiven: yes)
    let params = RollbackRestore.Params(
      restoreId: restore.id, confirmationToken: preview.confirmationToken,
      replaceDamaged: replaceDamaged)
    let caller = context.caller
    let outcome = try await context.run { control in
      try await context.operations.rollbackRestore(params, by: caller, control: control)
    }
    try context.printOutcome(outcome)
  }

  private func find(_ context: CommandContext) async throws -> Restore {
    let isLatest = id == "latest"
    let wanted = id
    let page = try await context.run { _ in
      try await context.operations.listRestores(
        isLatest
          ? ListRestores.Params(limit: 1, status: .completed)
          : ListRestores.Params(query: wanted))
    }
    if isLatest, let restore = page.restores.first { return restore }
    return try context.only(
      page.restores.filter { $0.id.hasPrefix(wanted) }, "restore", id: \.id, of: wanted,
      hint: "See strongroom list --restores.")
  }
}
