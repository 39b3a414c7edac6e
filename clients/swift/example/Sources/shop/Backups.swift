import BackupClient
import BackupProtocol

extension Shop {
  static func makeBackup(_ admin: StrongroomClient) async throws -> Backup {
    let call = admin.begin(CreateBackup.self, .init(label: "before the sale"))
    for await progress in call.progress {
      print("\(progress.phase): \(progress.completed) of \(progress.total) \(progress.unit)")
    }
    let backup = try await call.result.backup
    print("made \(backup.fileName), \(backup.fileSize) bytes")
    return backup
  }

  static func list(_ admin: StrongroomClient) async throws {
    var params = ListBackups.Params(limit: 50)
    repeat {
      let page = try await admin.listBackups(params)
      for backup in page.backups { print("\(backup.backupDate) \(backup.label ?? "")") }
      params.cursor = page.nextCursor
    } while params.cursor != nil
  }

  static func restore(_ backup: Backup, _ admin: StrongroomClient) async throws {
    let preview = try await admin.previewRestore(.init(id: backup.id))
    for table in preview.report.tables where table.changed != 0 {
      print("\(table.name): \(table.changed ?? 0) rows change")
    }
    let outcome = try await admin.restoreBackup(
      .init(id: backup.id, confirmationToken: preview.confirmationToken))
    print("restored, and kept \(outcome.safetyBackup?.fileName ?? "nothing")")
  }
}
