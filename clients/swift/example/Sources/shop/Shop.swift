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
    try await openShop(strongroom: arguments[1], database: arguments[2])
  }

  static func openShop(strongroom: String, database: String) async throws {
    let client = StrongroomClient(.init(program: strongroom, database: database))
    let listening = listen(to: client)

    let ada = Actor(id: "1", role: "SUPER_ADMIN", name: "Ada")
    let admin = client.acting(as: .actor(ada))
    do {
      let backup = try await makeBackup(admin)
      try await list(admin)
      try await restore(backup, admin)
      await showErrors(client)
      try await cancel(admin)
      let handlers = BackupHandlers(client: client)
      print("\(try await handlers.backups(for: ada).count) backups")
    } catch {
      print("\(error)")
    }

    await client.close()
    await listening.value
  }
}
