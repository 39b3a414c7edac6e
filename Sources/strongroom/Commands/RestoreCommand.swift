import ArgumentParser
import BackupProtocol
import BackupService

struct RestoreCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Replace the live data with a backup, while the application runs.",
    discussion: """
      Shows what would change, and asks first. Makes a safety backup before it changes anything. \
      `strongroom rollback` puts the safety backup back.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  @Flag(name: .long, help: "Do not ask for confirmation.")
  var yes = false

  @Flag(name: .long, help: "Restore even if the schemas of backup and database differ.")
  var allowSchemaChange = false

  @Flag(
    name: .long,
    help:
      "If the database cannot be read, set its files aside and put the backup in their place.")
  var replaceDamaged = false

  func perform() async throws {
    let context = try CommandContext.open(database, output, isSure: yes)
    defer { context.operations.close() }
    let start = ContinuousClock.now
    let preview = try await context.preview(try await context.backupID(id))
    let previewTime = ContinuousClock.now - start
    try context.confirm(preview, isGiven: yes)
    let params = RestoreBackup.Params(
      id: preview.report.backupId, confirmationToken: preview.confirmationToken,
      allowSchemaChange: allowSchemaChange, replaceDamaged: replaceDamaged)
    let caller = context.caller
    var outcome = try await context.run { control in
      try await context.operations.restoreBackup(params, by: caller, control: control)
    }
    outcome.timings.previewMs = Int(previewTime / .milliseconds(1))
    try context.printOutcome(outcome)
  }
}
