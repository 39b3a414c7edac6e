public import ArgumentParser
public import BackupProtocol
import BackupService
import Concurrency

struct ListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List backups or restores, newest first.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .long, help: "Entries to show, 1 to \(Paging.maximumLimit).")
  var limit: Int = 20

  @Option(name: .long, help: "Only backups with this status.")
  var status: BackupStatus?

  @Option(name: .long, help: "Only backups of this type.")
  var type: BackupType?

  @Option(name: .long, help: "Only backups of this format.")
  var format: BackupFormat?

  @Option(name: .long, help: "Only entries whose label, file name or id contains this text.")
  var query: String?

  @Option(name: .long, help: "The nextCursor of an earlier page, to continue after it.")
  var cursor: String?

  @Flag(name: .long, help: "List restores instead of backups.")
  var restores = false

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    if restores {
      let params = ListRestores.Params(limit: limit, cursor: cursor, query: query)
      let page = try await context.run { _ in
        try await context.operations.listRestores(params)
      }
      try context.print(page) { Self.words(page) }
    } else {
      let params = ListBackups.Params(
        limit: limit, cursor: cursor, status: status, type: type, format: format, query: query)
      let page = try await context.run { _ in
        try await context.operations.listBackups(params)
      }
      try context.print(page) { Self.words(page) }
    }
  }

  static func words(_ page: ListBackups.Result) -> String {
    let footnote = page.uncatalogued.map { "\n\(words($0))" } ?? ""
    if page.backups.isEmpty { return "No backups." + footnote }
    let rows = page.backups.map { backup in
      [
        backup.id, Words.time(backup.createdAt), backup.type.rawValue, backup.format.rawValue,
        Words.status(backup),
        Words.proof(backup),
        backup.status == .completed ? Words.bytes(backup.fileSize) : "-",
        backup.pinned ? "pinned" : "", note(on: backup),
      ]
    }
    let heading = [
      "ID", "CREATED", "TYPE", "FORMAT", "STATUS", "PROOF", "SIZE", "", "LABEL",
    ]
    return Words.list([heading] + rows, width: Terminal.width)
      + Words.pageFooter(page.backups.count, page.total, page.nextCursor) + footnote
  }

  private static func words(_ uncatalogued: ListBackups.Uncatalogued) -> String {
    let count = uncatalogued.count
    return
      (count == 1
      ? "1 backup file is not in this list. " : "\(count) backup files are not in this list. ")
      + uncatalogued.hint
  }

  /// Its label, or what there is to say instead; of an import also where it is from.
  private static func note(on backup: Backup) -> String {
    let text = backup.label ?? backup.error?.message
    guard backup.type == .import, let name = backup.importedFrom else { return text ?? "" }
    let origin =
      backup.status == .completed
      ? "from \(name), data of \(Words.time(backup.backupDate))" : "from \(name)"
    return text.map { "\($0) (\(origin))" } ?? origin
  }

  static func words(_ page: ListRestores.Result) -> String {
    if page.restores.isEmpty { return "No restores." }
    let rows = page.restores.map { restore in
      [
        restore.id, Words.time(restore.createdAt), restore.status.rawValue, restore.backupId,
        restore.safetyBackupId ?? "-", restore.error?.message ?? "",
      ]
    }
    let heading = ["ID", "CREATED", "STATUS", "BACKUP", "SAFETY BACKUP", ""]
    return Words.list([heading] + rows, width: Terminal.width)
      + Words.pageFooter(page.restores.count, page.total, page.nextCursor)
  }
}

extension BackupStatus: ExpressibleByArgument {}
extension BackupType: ExpressibleByArgument {}
