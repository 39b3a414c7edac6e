import ArgumentParser
import AuditLog
import BackupProtocol
import BackupService
import Concurrency

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Look after the audit log.", subcommands: [Verify.self])

  struct Verify: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Prove that no entry of the audit log was changed or removed.",
      discussion: """
        Prints how many entries there are, and the number and hash of the last one. Noted elsewhere, \
        they prove later, with --expect, that not even the whole log was put back to an older copy. \
        Ends with 65 if anything is wrong, and names the first entry that is.
        """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(
      name: .long, help: ArgumentHelp("An entry that must be there.", valueName: "SEQUENCE:HASH"))
    var expect: String?

    func perform() async throws {
      let expected = try expect.map { text in
        guard let mark = AuditReport.Mark(text) else {
          throw ContractError(
            .invalidParams, "--expect takes the number of an entry, a colon and its hash.",
            hint: "All 64 digits of it, as an earlier strongroom audit verify has printed them.")
        }
        return mark
      }
      let context = try CommandContext.open(database, output)
      let report = try await context.run { control in
        try await context.operations.verifyAuditLog(expecting: expected, control: control)
      }
      try context.print(report) { Self.words(report) }
      if let fault = report.fault {
        if !output.json { Terminal.complain("strongroom: \(fault.message)") }
        throw ExitCode(CommandFailure.damaged)
      }
    }

    private static func words(_ report: AuditReport) -> String {
      if let fault = report.fault {
        let place = fault.sequence.map { " First bad entry: \($0)" } ?? ""
        let missing = report.segments.filter { $0.state == .missing }.map {
          "\nMissing: \($0.file)"
        }
        return "The audit log is not in order.\(place)" + missing.joined()
      }
      var lines = [
        report.entries == 1 ? "1 entry in order." : "\(report.entries) entries in order."
      ]
      if let head = report.head { lines.append("\(head.sequence):\(head.hash)") }
      lines += segments(report)
      if report.begunAnew { lines.append("The log began anew, as one before it was gone.") }
      return lines.joined(separator: "\n")
    }

    private static func segments(_ report: AuditReport) -> [String] {
      let sealed = report.segments.count { $0.state == .inOrder }
      var lines: [String] = []
      if sealed > 0 {
        lines.append(sealed == 1 ? "1 sealed file in order." : "\(sealed) sealed files in order.")
      }
      if let removed = report.segments.last(where: { $0.state == .removed }) {
        lines.append("Entries up to \(removed.last) were removed, as configured.")
      }
      return lines
    }
  }
}
