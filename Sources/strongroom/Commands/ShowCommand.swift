import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct ShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one backup and what is in it.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "Id of the backup, the beginning of it, or latest.")
  var id: String

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let id = try await context.backupID(id)
    let result = try await context.run { _ in
      try await context.operations.getBackup(GetBackup.Params(id: id))
    }
    try context.print(result) { Self.words(result) }
  }

  private static func words(_ result: GetBackup.Result) -> String {
    let backup = result.backup
    var rows = [
      ["file", backup.fileName], ["id", backup.id], ["created", Words.time(backup.createdAt)],
      ["type", backup.type.rawValue], ["status", Words.status(backup)],
      ["size", backup.status == .completed ? Words.bytes(backup.fileSize) : "-"],
      [
        "verified",
        backup.verifiedAt.map(Words.time) ?? (backup.rebuiltAt == nil ? "never" : "not known"),
      ],
      ["label", backup.label ?? "-"], ["pinned", backup.pinned ? "yes" : "no"],
      ["sha256", backup.checksum?.value ?? "-"],
    ]
    if let name = backup.importedFrom {
      rows.append(["imported from", name])
      if backup.status == .completed { rows.append(["data of", Words.time(backup.backupDate)]) }
      if let text = Words.passedOver(by: backup) { rows.append(["passed over", text]) }
    }
    rows += Words.notes(on: backup).map { ["note", $0] }
    if let error = backup.error { rows.append(["error", error.message]) }
    guard let manifest = result.manifest else { return Words.table(rows) }
    rows += [
      ["taken", Words.time(manifest.createdAt)],
      [
        "database",
        manifest.source.name
          + (manifest.image.map { ", \(Words.bytes($0.size)) unpacked" } ?? ""),
      ],
      ["migrations", manifest.migrations.map { "\($0.applied.count) applied" } ?? "none kept"],
    ]
    return Words.table(rows) + "\n\n"
      + Words.table([["TABLE", "ROWS"]] + manifest.tables.map { [$0.name, "\($0.rows)"] })
  }
}
