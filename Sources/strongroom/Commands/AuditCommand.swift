import ArgumentParser
import AuditLog
import BackupProtocol
import BackupService
import Concurrency

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Work with the audit log.", subcommands: [Verify.self])

  struct Verify: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Prove that no entry of the audit log was changed or removed.",
      discussion: """
        Prints the number of entries, and the number and hash of the last one. Keep these elsewhere: \
        with --expect they prove later that the log was not replaced by an older copy. The exit status \
        is 65 if anything is wrong, and the first bad entry is named.
        """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(
      name: .long, help: ArgumentHelp("An entry that must exist.", valueName: "SEQUENCE:HASH"))
    var expect: String?

    func perform() async throws {
      let expected = try expect.map { text in
        guard let mark = AuditReport.Mark(text) else {
          throw ContractError(
            .invalidParams, "--expect takes the number of an entry, a colon and its hash.",
            hint: "Pass all 64 digits, as strongroom audit verify printed them.")
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
      if report.begunAnew {
        lines.append("A new log was begun, because an earlier one was missing.")
      }
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
