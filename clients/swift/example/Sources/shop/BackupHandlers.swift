import BackupClient
import BackupProtocol

/// What the handlers of a server share: one client, and with each request the person behind it.
struct BackupHandlers: Sendable {
  let client: StrongroomClient

  func create(for person: Actor, label: String?) async throws -> Backup {
    let personal = client.acting(as: .actor(person))
    return try await personal.createBackup(.init(label: label)).backup
  }

  func backups(for person: Actor) async throws -> [Backup] {
    try await client.listBackups(as: .actor(person)).backups
  }
}
