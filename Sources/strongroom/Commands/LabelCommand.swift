import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct LabelCommand: EntryCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "Change the label of a backup.",
    discussion: "An empty text removes the label.")

  @OptionGroup var entry: EntryOptions

  @Argument(help: "The label, at most 200 characters.")
  var text: String

  func change(_ params: inout UpdateBackup.Params) {
    params.label = text.isEmpty ? .cleared : .set(text)
  }
}

struct PinCommand: EntryCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Protect a backup from deletion until it is unpinned.")

  @OptionGroup var entry: EntryOptions

  func change(_ params: inout UpdateBackup.Params) { params.pinned = true }
}

struct UnpinCommand: EntryCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "Allow a pinned backup to be deleted.")

  @OptionGroup var entry: EntryOptions

  func change(_ params: inout UpdateBackup.Params) { params.pinned = false }
}

/// Which backup a command changes the entry of.
struct EntryOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String
}

/// A command that changes the entry of a backup, and shows it.
protocol EntryCommand: ReportingCommand {
  var entry: EntryOptions { get }
  func change(_ params: inout UpdateBackup.Params)
}

extension EntryCommand {
  var output: OutputOptions { entry.output }

  func perform() async throws {
    let context = try CommandContext.open(entry.database, output)
    var params = UpdateBackup.Params(id: try await context.backupID(entry.id))
    change(&params)
    let (wanted, caller) = (params, context.caller)
    let result = try await context.run { _ in
      try await context.operations.updateBackup(wanted, by: caller)
    }
    try context.print(result) {
      let backup = result.backup
      return
        "\(backup.id), \(backup.pinned ? "pinned" : "not pinned"), label \(backup.label ?? "-")"
    }
  }
}
