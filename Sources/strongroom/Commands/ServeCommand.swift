import AccessControl
import ArgumentParser
import BackupProtocol
import BackupServer
import BackupService
import Concurrency
import Foundation
import JSONRPC
import Logging
import ServiceConfiguration
import Synchronization

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer JSON-RPC 2.0 on stdin and stdout until stdin ends.",
    discussion: """
      Messages are newline-delimited JSON, or have Content-Length headers as in the Language Server \
      Protocol. The first message decides. Logs go to stderr. At the end of stdin, Strongroom finishes \
      the accepted requests and exits with 0. At SIGTERM, SIGINT or SIGHUP, at the notification exit, \
      and when the parent process has ended, it cancels what can still be cancelled.
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(name: .long, help: "Lowest level that is logged: debug, info, notice, warning or error.")
  var logLevel: String = "notice"

  func run() async throws {
    // First of all, so that no library can write between the messages.
    ProtocolDescriptors.ignoreBrokenPipes()
    let descriptors = try ProtocolDescriptors.takeOver()
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ValidationError("--log-level must be debug, info, notice, warning or error.")
    }
    let log = Wiring.logger(level: level)
    do {
      try await serve(descriptors, log: log)
    } catch let failure as CommandFailure {
      throw failure.report(json: false)
    }
  }

  private func serve(_ descriptors: ProtocolDescriptors, log: Logger) async throws {
    var wiring = try Wiring(try database.load(), log: log)
    for warning in wiring.warnings { log.warning("\(warning.message)") }
    if !FileManager.default.fileExists(atPath: wiring.parts.databasePath) {
      log.warning("There is no database at \(wiring.parts.databasePath) yet.")
    }
    let listener = EventRelay()
    wiring.parts.onEvent = { listener.send($0) }
    let server = ServerParts(
      operations: BackupOperations(wiring.parts), authenticator: try wiring.authenticator(),
      roles: RoleNames(wiring.configuration.auth.roles), version: Version.text, log: log)
    var limits = ConnectionLimits()
    limits.messageBytes = wiring.configuration.limits.messageBytes
    let connection = Connection(
      input: descriptors.input, output: descriptors.output, registry: MethodRegistry(server),
      limits: limits, logger: log)
    listener.attach(connection)
    let watch = ProcessWatch { connection.stop(.signal) }
    let schedule = Task {
      // The first requests come first.
      try? await Task.sleep(for: .seconds(2))
      await ScheduleLoop(operations: server.operations, log: log).run()
    }
    let end = await connection.runUntilEnd()
    await finish(connection, end, watch)
    schedule.cancel()
    await schedule.value
    try? await server.operations.endRefusals()
    server.operations.close()
    // As in the Language Server Protocol.
    if end == .stopped(.abruptExit) { throw ExitCode(1) }
  }

  /// Finishes what was accepted before the end of input, unless the client has asked for an end or is
  /// gone. Otherwise lets short requests end, stops long ones that can still be stopped, and waits for
  /// the rest.
  private func finish(
    _ connection: Connection, _ end: ConnectionEnd, _ watch: ProcessWatch
  ) async {
    let isAskedToEnd = !connection.acceptsRequests
    connection.stopAccepting()
    if end == .endOfInput {
      repeat {
        if await connection.waitUntilIdle(timeout: .milliseconds(500)) { return }
      } while !isAskedToEnd && !watch.shouldEnd
    }
    connection.cancelAll()
    while connection.statistics.requests > 0 {
      if await connection.waitUntilIdle(timeout: .seconds(1)) { return }
    }
    // A client that does not read its replies must not keep the process from ending.
    _ = await connection.waitUntilIdle(timeout: .seconds(3))
  }
}

/// Carries events to a connection that is made after the operations that send them.
private final class EventRelay: Sendable {
  private let connection = Mutex<Connection?>(nil)

  func attach(_ connection: Connection) { self.connection.withLock { $0 = connection } }

  func send(_ event: ServiceEvent) {
    let connection = connection.withLock { $0 }
    connection?.notify(event)
  }
}
