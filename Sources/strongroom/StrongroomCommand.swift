import ArgumentParser
import Glibc

@main
struct StrongroomCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strongroom",
    abstract: "Backs up, restores and proves the database of a web application while it runs.",
    discussion: """
      A web backend spawns `strongroom serve` and speaks JSON-RPC 2.0 with it over stdin and stdout. \
      The other commands do the same by hand, on the same backups.

      Without a configuration file, backups of app.db are kept in app.db.backups beside it.

      Exit codes: 0 success, 1 failure, 3 no such entry, 64 wrong usage, 65 damaged or incompatible \
      backup or altered audit log, 66 database unavailable, 69 mail unavailable, 73 storage \
      unavailable or full, 75 busy, 77 not allowed, 78 wrong configuration, 130 interrupted.
      """,
    version: Version.text,
    subcommands: [
      ServeCommand.self, CreateCommand.self, ListCommand.self, ShowCommand.self,
      VerifyCommand.self, PreviewCommand.self, RestoreCommand.self, RollbackCommand.self,
      DeleteCommand.self, ExportCommand.self, ImportCommand.self, ResetCommand.self,
      ActivityCommand.self, AuditCommand.self, CatalogCommand.self, MailCommand.self,
      StatusCommand.self, DemoCommand.self,
    ])

  static func main() async {
    // A file that may not grow is told like a full disk, and does not end the process.
    signal(SIGXFSZ, SIG_IGN)
    await main(nil)
  }
}

enum Version {
  static let text = "1.1.0"
}
