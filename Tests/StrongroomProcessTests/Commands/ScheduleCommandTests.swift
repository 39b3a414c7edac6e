import BuiltPrograms
import Foundation
import GRDB
import JSONCoding
import Testing

extension ProcessTests {
  /// The schedule as cron, a service manager and the host run it.
  struct ScheduleCommandTests {
    private func configure(_ sandbox: Sandbox, _ schedule: String) throws -> String {
      let path = sandbox.folder + "/strongroom.json"
      try """
      {"database": "\(sandbox.database)", "retention": {"keepLast": 1},
       "schedule": {"frequency": "cron", "cron": "\(schedule)"}}
      """.write(toFile: path, atomically: false, encoding: .utf8)
      return path
    }

    private func run(_ sandbox: Sandbox, _ arguments: String...) throws -> FinishedProgram {
      try FinishedProgram.run(
        [Program.strongroom] + arguments, errorPath: sandbox.folder + "/command-stderr")
    }

    /// As if the last run had been long ago.
    private func forget(_ sandbox: Sandbox) throws {
      let catalog = try DatabaseQueue(path: sandbox.backups + "/catalog.sqlite")
      try catalog.write { db in
        try db.execute(
          sql: "UPDATE setting SET value = ? WHERE name = 'lastRun'",
          arguments: [#"{"due":"2026-01-01T00:00:00.000Z"}"#])
      }
      try catalog.close()
    }

    @Test("run-due makes the run that was missed, once, and says when the next one is")
    func runDue() throws {
      let sandbox = try Sandbox()
      let config = try configure(sandbox, "0 3 1 1 *")
      let first = try run(sandbox, "run-due", "--config", config)
      #expect(first.end == .exit(0), "\(first.errors)")
      #expect(first.output.hasPrefix("Nothing is due. The next run is at "), "\(first.output)")
      try forget(sandbox)
      let made = try run(sandbox, "run-due", "--config", config, "--json")
      #expect(made.end == .exit(0), "\(made.errors)")
      let backup = try JSONValue(parsing: Array(made.output.utf8))["backup"]
      #expect(backup?["type"] == "automatic" && backup?["startedBecause"] == "missed")
      let again = try run(sandbox, "run-due", "--config", config)
      #expect(again.output.hasPrefix("Nothing is due."), "\(again.output)")
      #expect(try sandbox.list().count == 1)
      let none = try run(sandbox, "run-due", "--database", sandbox.database)
      #expect(none.output == "There is no schedule.\n")
    }

    @Test("a daemon catches up at once, and ends at a signal with success")
    func daemon() throws {
      let sandbox = try Sandbox()
      let config = try configure(sandbox, "0 3 1 1 *")
      _ = try run(sandbox, "run-due", "--config", config)
      try forget(sandbox)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.strongroom)
      process.arguments = ["daemon", "--config", config]
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      // Its log says so.
      var log = ""
      while !log.contains("made a scheduled backup") {
        let part = errors.fileHandleForReading.availableData
        if part.isEmpty { break }
        log += String(decoding: part, as: UTF8.self)
      }
      #expect(log.contains("made a scheduled backup"), "\(log)")
      process.terminate()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
      #expect(try sandbox.list().first?["isAutomatic"] == true)
    }
  }
}
