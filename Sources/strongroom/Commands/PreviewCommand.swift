import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct PreviewCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show what a restore would change, row by row. Changes nothing.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let result = try await context.preview(try await context.backupID(id))
    try context.print(result) { Self.words(result.report) }
  }

  static func words(_ report: RestorePreview) -> String {
    var text = Words.table(
      [["TABLE", "NOW", "IN BACKUP", "ADDED", "REMOVED", "CHANGED", "COMPARED BY"]]
        + report.tables.map { table in
          [
            table.name, table.rowsNow.map(String.init) ?? "-",
            table.rowsInBackup.map(String.init) ?? "-", table.added.map(String.init) ?? "?",
            table.removed.map(String.init) ?? "?",
            table.changed.map(String.init) ?? "?", table.comparedBy.rawValue,
          ]
        })
    text += "\n\n" + sum(report)
    for difference in report.schema.differences { text += "\nSchema: \(difference.detail)" }
    if let migrations = report.schema.migrations {
      for name in migrations.onlyInBackup { text += "\nMigration only in the backup: \(name)" }
      for name in migrations.onlyInDatabase { text += "\nMigration only in the database: \(name)" }
    }
    if let kept = report.keptTables, !kept.isEmpty {
      text += "\nNot changed: \(kept.joined(separator: ", "))"
    }
    if let plan = report.plan { text += "\nMethod: \(plan.method.rawValue). \(plan.reason)" }
    for warning in report.warnings { text += "\nNote: \(warning)" }
    return text
  }
}

extension PreviewCommand {
  /// The totals in a sentence. Where rows were only counted, they are the least that is possible.
  private static func sum(_ report: RestorePreview) -> String {
    let totals = report.totals
    guard let added = totals.added, let removed = totals.removed else {
      return
        "The backup has \(totals.rowsInBackup) rows. Some rows could not be read. So it is unknown how many "
        + "rows a restore would add, remove or change."
    }
    if let changed = totals.changed {
      return "A restore would add \(added) rows, remove \(removed), and change \(changed)."
    }
    return
      "A restore would add at least \(added) rows and remove at least \(removed). The rows of the tables with "
      + "a ? were only counted. So it is unknown how many rows would change."
  }
}

extension CommandContext {
  func preview(_ id: String) async throws -> PreviewRestore.Result {
    let caller = caller
    return try await run { control in
      try await operations.previewRestore(
        PreviewRestore.Params(id: id), by: caller, control: control)
    }
  }

  /// Shows what would change and asks for a yes, unless it was given already.
  func confirm(_ preview: PreviewRestore.Result, isGiven: Bool) throws {
    if isGiven { return }
    guard Terminal.isInteractive else {
      throw CommandFailure(
        ContractError(
          .confirmationInvalid, "A restore must be confirmed.",
          hint: "Look at the preview, then pass --yes."))
    }
    Terminal.complain(PreviewCommand.words(preview.report))
    guard Terminal.ask("\nType yes to restore: ") == "yes" else {
      throw CommandFailure(ContractError(.cancelled, "Nothing was changed."))
    }
  }

  func printOutcome(_ outcome: RestoreOutcome) throws {
    try print(outcome) {
      var text = "Restored in \(Words.milliseconds(outcome.timings.totalMs))."
      if let step = outcome.restore.validation?.steps.first, let detail = step.detail {
        text += " " + detail
      }
      if let files = outcome.restore.setAside {
        text += "\nSet aside: \(files.joined(separator: "\n           "))"
      }
      if let safetyBackup = outcome.safetyBackup {
        text += "\nSafety backup: \(safetyBackup.id)"
        text += "\nTo undo: strongroom rollback \(outcome.restore.id)\(databaseArguments)"
      }
      if outcome.restore.method == .replace {
        return text + "\nRestart the application now: it may still use the old files."
      }
      return text + "\nRestart the application, or have it reopen its database connections."
    }
  }
}
