import ArgumentParser
import BackupProtocol
import BackupService

struct LabelCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "Give a backup another label.",
    discussion: "An empty text removes the label.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  @Argument(help: "The label, at most 200 characters.")
  var text: String

  func perform() async throws {
    let label: UpdateBackup.Label = text.isEmpty ? .cleared : .text(text)
    try await change(id) { UpdateBackup.Params(id: $0, label: label) }
  }
}

struct PinCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Keep a backup until it is unpinned.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  func perform() async throws {
    try await change(id) { UpdateBackup.Params(id: $0, pinned: true) }
  }
}

struct UnpinCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "Let a pinned backup be deleted again.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  func perform() async throws {
    try await change(id) { UpdateBackup.Params(id: $0, pinned: false) }
  }
}

extension ReportingCommand where Self: DatabaseCommand {
  /// Changes the entry of a backup, and shows it.
  fileprivate func change(
    _ text: String, _ params: (String) -> UpdateBackup.Params
  ) async throws {
    let context = try CommandContext.open(database, output)
    let params = params(try await context.backupID(text))
    let caller = context.caller
    let result = try await context.run { _ in
      try await runBlocking { try context.operations.updateBackup(params, by: caller) }
    }
    try context.print(result) {
      let backup = result.backup
      return
        "\(backup.id), \(backup.pinned ? "pinned" : "not pinned"), label \(backup.label ?? "-")"
    }
  }
}

/// A command that works on the backups of one database.
protocol DatabaseCommand {
  var database: DatabaseOptions { get }
}

extension LabelCommand: DatabaseCommand {}
extension PinCommand: DatabaseCommand {}
extension UnpinCommand: DatabaseCommand {}
