import ArgumentParser
import BackupProtocol
import BackupService
import Foundation
import Logging
import ServiceConfiguration

/// Where the database is: what every command needs.
struct DatabaseOptions: ParsableArguments {
  @Option(name: .long, help: "Path of the SQLite database.")
  var database: String?

  @Option(name: .long, help: "Path of a configuration file (JSON).")
  var config: String?

  func load() throws -> ServiceConfiguration.Configuration {
    do {
      return try .load(
        file: config, database: database, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw CommandFailure(configuration: error)
    }
  }
}

/// How a command tells what it did.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON object, for scripts.")
  var json = false
}

/// What every command but `serve` and `demo` works with.
struct CommandContext {
  let operations: BackupOperations
  let json: Bool

  static func open(_ database: DatabaseOptions, _ output: OutputOptions) throws -> CommandContext {
    let configuration = try database.load()
    var wiring = try Wiring(configuration, log: Wiring.logger(level: .warning))
    for warning in wiring.warnings { Terminal.complain("strongroom: " + warning.message) }
    wiring.parts.onEvent = { event in
      guard case .warning(let warning) = event,
        ["restartHook", "auditUnwritable", "mailUnavailable"].contains(warning.kind)
      else { return }
      Terminal.complain("strongroom: \(warning.message) \(warning.hint ?? "")")
    }
    return CommandContext(
      operations: BackupOperations(wiring.parts), json: output.json)
  }

  /// The person at the terminal.
  var caller: Caller {
    let user = NSUserName()
    return Caller(ActorSummary(id: "cli:" + user, role: "SUPER_ADMIN", name: user))
  }

  /// The id that a person means: `latest` is the newest completed backup of this database.
  func backupID(_ text: String) async throws -> String {
    guard text == "latest" else { return text }
    return try await runBlocking { try operations.latestBackup().id }
  }

  /// Runs an operation with a progress bar, stopped cleanly by an interrupt.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (OperationControl) async throws -> Value
  ) async throws -> Value {
    let bar = ProgressBar(isShown: !json)
    let interruption = Interruption()
    defer { interruption.end() }
    do {
      let value = try await body(
        OperationControl(cancellation: interruption.cancellation) { bar.show($0) })
      bar.end()
      return value
    } catch {
      bar.end()
      throw CommandFailure(ServiceError(error))
    }
  }

  /// Prints a result: as JSON for scripts, in words for people.
  func print<Value: Encodable>(_ value: Value, words: () -> String) throws {
    if json {
      try Terminal.printJSON(value)
    } else {
      Terminal.print(words())
    }
  }
}
