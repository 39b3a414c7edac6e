import ArgumentParser
import BackupProtocol
import BackupService
import CLinuxExtras
import Glibc

@main
struct StrongroomCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strongroom",
    abstract: "Backs up, restores and proves the database of a web application while it runs.",
    discussion: """
      A web backend spawns `strongroom serve` and speaks JSON-RPC 2.0 with it over stdin and stdout. \
      The other commands do the same from the command line, with the same backups.

      Without a configuration file, the backups of app.db are in app.db.backups beside it.

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
      StatusCommand.self, LabelCommand.self, PinCommand.self, UnpinCommand.self,
      ConfigCommand.self, RunDueCommand.self, DaemonCommand.self, MetricsCommand.self,
      DemoCommand.self,
    ])

  /// Without a command nothing was done, which is no success.
  func run() throws {
    Terminal.complain("strongroom: A command is missing. See strongroom --help.")
    throw ExitCode.validationFailure
  }

  static func main() async {
    strongroom_bound_allocator()
    ForeignCommand.runIfAsked(arguments)
    // A file that may not grow is told like a full disk, and does not end the process.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = Array(Self.arguments.dropFirst())
    requireProc(for: arguments)
    // Before anything else: a signal in the first moments ends the service like any later one.
    if [ServeCommand.configuration, DaemonCommand.configuration].contains(where: {
      $0.commandName == arguments.first
    }) {
      ProcessWatch.noteSignals()
    }
    await run(arguments)
  }

  /// What the process was started with, also where /proc is not mounted.
  private static var arguments: [String] {
    (0..<strongroom_argument_count()).compactMap { index in
      strongroom_argument(index).map { String(cString: $0) }
    }
  }

  /// Ends the process where /proc is not mounted. Dispatch, which the concurrency of Swift stands on,
  /// looks there for the states of its threads, and crashes if it cannot. So this has to come before
  /// anything that is awaited.
  private static func requireProc(for arguments: [String]) {
    let isCommand = arguments.first.map { !$0.hasPrefix("-") && $0 != "help" } ?? false
    guard isCommand, access("/proc/self/task", R_OK | X_OK) != 0 else { return }
    let error = ContractError(
      .notConfigured, "Strongroom needs /proc, and cannot read it.",
      hint: "Mount /proc.")
    Glibc.exit(CommandFailure(error).report(json: arguments.contains("--json")).rawValue)
  }

  private static func run(_ arguments: [String]) async {
    do {
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure, arguments.contains("--json"),
        !(error is ExitCode)
      else { exit(withError: error) }
      let usage = ContractError(
        .invalidParams, message(for: error), hint: "See strongroom --help.")
      Glibc.exit(CommandFailure(usage).report(json: true).rawValue)
    }
  }
}

enum Version {
  static let text = "1.1.0"
}
