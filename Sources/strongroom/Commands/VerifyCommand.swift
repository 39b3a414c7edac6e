public import ArgumentParser
public import BackupProtocol
import BackupService
import Concurrency

struct VerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that a backup can be restored: unpack it, and check the database in it.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  @Option(name: .long, help: "checksum: only the stored bytes. restore: a full trial restore.")
  var depth: VerificationDepth = .restore

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = VerifyBackup.Params(id: try await context.backupID(id), depth: depth)
    let result = try await context.run { control in
      try await context.operations.verifyBackup(params, by: context.caller, control: control)
    }
    try context.print(result) {
      let steps = result.report.steps.map {
        [$0.name.rawValue, $0.ok ? "ok" : "failed", Words.milliseconds($0.durationMs)]
      }
      let notes = result.report.findings + (result.report.limits ?? [])
      return ([Words.table(steps)] + notes).joined(separator: "\n")
    }
  }
}

extension VerificationDepth: ExpressibleByArgument {}
