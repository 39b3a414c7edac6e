public import ArgumentParser
public import BackupProtocol
import BackupService
import Concurrency

struct CreateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a backup, and prove it by a trial restore.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .long, help: "A label that people read.")
  var label: String?

  @Option(
    name: .long, help: "Format of the backup: archive, sql or json.",
    completion: .list(["archive", "sql", "json"]))
  var format: BackupFormat = .archive

  @Option(name: .long, help: "Compression: zstd or gzip. The default depends on the format.")
  var compression: CompressionAlgorithm?

  @Flag(inversion: .prefixedNo, help: "Prove the backup by a trial restore before it counts.")
  var verify = true

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = CreateBackup.Params(
      format: format, label: label, verify: verify, compression: compression)
    let caller = context.caller
    let result = try await context.run { control in
      try await context.operations.createBackup(params, by: caller, control: control)
    }
    try context.print(result) { Words.finished(result.backup) }
  }
}

extension BackupFormat: ExpressibleByArgument {
  /// Those that this version makes.
  public static var allValueStrings: [String] {
    [BackupFormat.archive, .sql, .json].map(\.rawValue)
  }
}
extension CompressionAlgorithm: ExpressibleByArgument {}
