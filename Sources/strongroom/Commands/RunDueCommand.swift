import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct RunDueCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-due",
    abstract: "Make the backup that is due by the schedule. For cron and systemd timers.",
    discussion: """
      Call it every few minutes. It ends at once where nothing is due. Runs that were missed are caught \
      up by one. While another operation holds the database it waits, for ten minutes at most.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  /// What a script reads.
  private struct Report: Encodable {
    var nextRun: Timestamp?
    var backup: Backup?
    var removed: [String]?
  }

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let outcome = try await context.run { control in
      try await Self.runDue(context.operations, control)
    }
    switch outcome {
    case .nothingDue(let next):
      try context.print(Report(nextRun: next)) {
        next.map { "Nothing is due. The next run is at \(Words.time($0))." }
          ?? "There is no schedule."
      }
    case .made(let backup, let removed):
      try context.print(Report(backup: backup, removed: removed)) {
        Words.finished(backup)
          + (removed.isEmpty ? "" : "\nRemoved by the retention policy: \(removed.count).")
      }
    }
  }

  private static func runDue(
    _ operations: BackupOperations, _ control: OperationControl
  ) async throws -> DueOutcome {
    let deadline = ContinuousClock.now + .seconds(600)
    while true {
      do {
        return try await operations.runDue(control: control)
      } catch let error as ContractError where error.kind == .busy && .now < deadline {
        try control.cancellation.check()
        try await Task.sleep(for: .seconds(5))
      }
    }
  }
}
