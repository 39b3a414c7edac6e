import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency

struct MailCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mail", abstract: "Work with the mail settings.", subcommands: [Test.self])

  struct Test: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Send a test mail.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "The recipient's address.")
    var to: String

    func perform() async throws {
      let context = try CommandContext.open(database, output, isForAnyPath: true)
      let address = to
      let sent = try await context.run { control in
        try await context.operations.sendTestMail(to: address, control: control)
      }
      try context.print(sent) { "The mail server took a message for \(sent.to) from \(sent.from)." }
    }
  }
}
