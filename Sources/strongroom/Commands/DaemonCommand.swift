import ArgumentParser
import BackupProtocol
import BackupService
import Foundation
import Logging

struct DaemonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon",
    abstract: "Make the scheduled backups until a signal ends it. For a service manager.",
    discussion: """
      It does what the schedule of strongroom serve does, without a client. Both may run on the same \
      database: each run is made once. Logs go to stderr. SIGTERM and SIGINT stop it, and cancel a \
      backup in progress; the next process makes it again.
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(name: .long, help: "Least severity that is logged: debug, info, notice, warning, error.")
  var logLevel: String = "notice"

  func run() async throws {
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ValidationError("--log-level must be debug, info, notice, warning or error.")
    }
    let log = Wiring.logger(level: level)
    do {
      let wiring = try Wiring(try database.load(), log: log)
      for warning in wiring.warnings { log.warning("\(warning.message)") }
      if !FileManager.default.fileExists(atPath: wiring.parts.databasePath) {
        log.warning("There is no database at \(wiring.parts.databasePath) yet.")
      }
      let operations = BackupOperations(wiring.parts)
      let loop = ScheduleLoop(operations: operations, log: log)
      await loop.announce()
      let schedule = Task { await loop.run() }
      let watch = ProcessWatch(watchesParent: false) { schedule.cancel() }
      await schedule.value
      withExtendedLifetime(watch) {}
      operations.close()
    } catch let failure as CommandFailure {
      throw failure.report(json: false)
    }
  }
}
