public import ArgumentParser
public import BackupProtocol
import BackupService

struct CreateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a backup, and prove it by a trial restore.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .long, help: "A name for people.")
  var label: String?

  @Option(name: .long, help: "How to compress: zstd or gzip.")
  var compression: CompressionAlgorithm = .zstd

  @Flag(inversion: .prefixedNo, help: "Prove the backup by a trial restore before it counts.")
  var verify = true

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = CreateBackup.Params(label: label, verify: verify, compression: compression)
    let caller = context.caller
    let result = try await context.run { control in
      try await runBlocking {
        try context.operations.createBackup(params, by: caller, control: control)
      }
    }
    try context.print(result) {
      let backup = result.backup
      return """
        \(backup.fileName)
        id \(backup.id), \(Words.bytes(backup.fileSize)), \(backup.rowCount ?? 0) rows in \
        \(backup.tableCount ?? 0) tables, \(Words.milliseconds(backup.durationMs)), \
        \(backup.verifiedAt == nil ? "not verified" : "verified")
        """
    }
  }
}

extension CompressionAlgorithm: ExpressibleByArgument {}
