import BackupClient
import BackupProtocol

/// `swift run shop <strongroom> <database>`: a day of backups in the life of a shop.
@main
enum Shop {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      print("usage: shop <strongroom> <database>")
      return
    }
    let client = StrongroomClient(.init(program: arguments[1], database: arguments[2]))
    do {
      try await spendTheDay(client)
    } catch {
      await client.close()
      throw error
    }
    await client.close()
  }

  private static func spendTheDay(_ client: StrongroomClient) async throws {
    let events = client.events
    let reader = Task {
      for await event in events {
        if let done = event.decode(BackupCompleted.self) { print("event: \(done.backup.fileName)") }
      }
    }
    defer { reader.cancel() }

    let admin = client.acting(as: .actor(Actor(id: "1", role: "SUPER_ADMIN", name: "Ada")))
    let backup = try await makeBackup(admin)
    try await list(admin)
    try await restore(backup, admin)
    try await whatGoesWrong(client)
    try await changeOfMind(admin)
  }

  /// A backup, with someone watching.
  private static func makeBackup(_ admin: StrongroomClient) async throws -> Backup {
    let call = admin.begin(CreateBackup.self, .init(label: "before the sale"))
    for await progress in call.progress {
      print("\(progress.phase): \(progress.completed) of \(progress.total) \(progress.unit)")
    }
    let backup = try await call.result.backup
    print("made \(backup.fileName), \(backup.fileSize) bytes")
    return backup
  }

  private static func list(_ admin: StrongroomClient) async throws {
    let page = try await admin.listBackups(.init(limit: 10))
    for backup in page.backups { print("\(backup.backupDate) \(backup.label ?? backup.fileName)") }
  }

  /// A restore is previewed first, and confirmed by what the preview gives.
  private static func restore(_ backup: Backup, _ admin: StrongroomClient) async throws {
    let preview = try await admin.previewRestore(.init(id: backup.id))
    let outcome = try await admin.restoreBackup(
      .init(id: backup.id, confirmationToken: preview.confirmationToken))
    print("restored, and kept \(outcome.safetyBackup?.fileName ?? "nothing")")
  }

  /// A viewer may not make backups, and the error says what may be done about it.
  private static func whatGoesWrong(_ client: StrongroomClient) async throws {
    do {
      let viewer = Auth.actor(Actor(id: "2", role: "VIEWER"))
      _ = try await client.createBackup(as: viewer)
    } catch let error as ServiceError where error.known == .permissionDenied {
      print("refused: \(error)")
    }
  }

  /// A call is cancelled with its task.
  private static func changeOfMind(_ admin: StrongroomClient) async throws {
    let task = Task { try await admin.createBackup() }
    task.cancel()
    do {
      _ = try await task.value
      print("too late to cancel")
    } catch is CancellationError {
      print("cancelled")
    }
  }
}
