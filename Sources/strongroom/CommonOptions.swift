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

extension DatabaseOptions {
  /// The options that were given, as they have to be typed again in another command.
  var arguments: String {
    [("--database", database), ("--config", config)].compactMap { name, value in
      value.map { " \(name) \(Self.quoted($0))" }
    }.joined()
  }

  /// The value as a shell takes it for one word.
  private static func quoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-+:,@%".utf8.contains(byte)
      }
    }
    if isPlain && !value.isEmpty { return value }
    let parts = value.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
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
  /// The options that name the database, to be repeated in a command that is suggested.
  var databaseArguments = ""

  /// - Parameters:
  ///   - isForAnyPath: whether the command is of use where there is neither a database nor a backup
  ///     yet. Else the path is most likely wrong, and that is said.
  ///   - isSure: whether nothing is asked between a preview and its restore.
  static func open(
    _ database: DatabaseOptions, _ output: OutputOptions, isForAnyPath: Bool = false,
    isSure: Bool = false
  ) throws -> CommandContext {
    let configuration = try database.load()
    var wiring = try Wiring(configuration, log: Wiring.logger(level: .warning))
    for warning in wiring.warnings { Terminal.complain("strongroom: " + warning.message) }
    // The settings bound what comes over RPC. At the terminal the rights of the file system count.
    wiring.parts.exportFolders = ["/"]
    wiring.parts.importFolders = ["/"]
    wiring.parts.onEvent = { event in
      guard case .warning(let warning) = event,
        ["restartHook", "auditUnwritable", "auditDamaged", "keyMissing", "mailUnavailable"]
          .contains(warning.kind)
      else { return }
      Terminal.complain("strongroom: \(warning.message) \(warning.hint ?? "")")
    }
    // A person who leaves at a question ends the process, with nothing to clear away.
    if !isSure { wiring.parts.preparedBytes = 0 }
    let operations = BackupOperations(wiring.parts)
    if !isForAnyPath {
      do {
        try operations.requireDatabaseOrBackups()
      } catch {
        throw CommandFailure(ContractError(error))
      }
    }
    return CommandContext(
      operations: operations, json: output.json, databaseArguments: database.arguments)
  }

  /// The person at the terminal.
  var caller: Caller {
    let user = NSUserName()
    return Caller(ActorSummary(id: "cli:" + user, role: "SUPER_ADMIN", name: user), mayReset: true)
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
      throw CommandFailure(ContractError(error))
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
