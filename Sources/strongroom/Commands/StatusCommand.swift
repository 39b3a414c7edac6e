import ArgumentParser
import BackupProtocol
import BackupService

struct StatusCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how things stand, and what needs attention.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let status = try await context.run { _ in
      try await runBlocking { try context.operations.getStatus() }
    }
    try context.print(status) { Self.words(status) }
  }

  private static func words(_ counts: GetStatus.Counts) -> String {
    let parts = [(counts.imported, "imported"), (counts.safety, "safety")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return "\(counts.completed) completed"
      + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
      + ", \(counts.failed) failed, \(counts.interrupted) interrupted, "
      + "\(counts.cancelled) cancelled"
  }

  private static func words(_ status: GetStatus.Result) -> String {
    let database = status.database
    var rows = [
      [
        "database",
        database.exists
          ? "\(database.name), \(Words.bytes(database.size)), journal mode "
            + (database.journalMode?.rawValue ?? "unknown") : "\(database.name), not there",
      ],
      ["last backup", status.lastSuccess.map { Words.time($0.createdAt) } ?? "none"],
      [
        "backups",
        words(status.counts),
      ],
    ]
    for storage in status.storage {
      rows.append([
        "storage",
        "\(storage.name): \(Words.bytes(storage.used ?? 0)) used, "
          + "\(storage.free.map(Words.bytes) ?? "unknown") free",
      ])
    }
    if let operation = status.operation {
      rows.append(["running", "\(operation.name) since \(Words.time(operation.since))"])
    }
    let warnings = status.warnings.map { warning in
      "! \(warning.message)\(warning.hint.map { " " + $0 } ?? "")"
    }
    return ([Words.table(rows)] + warnings).joined(separator: "\n")
  }
}
