import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency
import StateFolder

struct StatusCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the state of the backups, and what needs attention.",
    discussion: """
      The exit status is 0 if nothing needs attention, 1 for a warning, and 2 for a critical warning. \
      Information does not count.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .long,
    help: "Warn if the latest proven backup is older than this, such as 26h, 90m or 7d.")
  var maxAge: Age?

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    var status = try await context.run { _ in
      try await context.operations.getStatus()
    }
    if let maxAge { maxAge.judge(&status) }
    try context.print(status) { Self.words(status) }
    switch status.summary.state {
    case .ok: break
    case .warning: throw ExitCode(1)
    case .critical: throw ExitCode(2)
    }
  }

  private static func words(_ counts: GetStatus.Counts) -> String {
    let parts = [(counts.imported, "imported"), (counts.safety, "safety")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return "\(counts.completed) completed"
      + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
      + ", \(counts.failed) failed, \(counts.interrupted) interrupted, "
      + "\(counts.cancelled) cancelled"
  }

  private static func words(_ status: GetStatus.Result) -> String {
    let database = status.database
    var rows = [
      ["state", "\(status.summary.state.rawValue): \(status.summary.text)"],
      [
        "database",
        database.exists
          ? "\(database.name), \(Words.bytes(database.size)), journal mode "
            + (database.journalMode?.rawValue ?? "unknown") : "\(database.name), missing",
      ],
      ["last backup", status.lastSuccess.map { Words.time($0.createdAt) } ?? "none"],
      [
        "proven",
        "\(status.summary.proven.count) of \(status.summary.proven.of)"
          + (status.summary.lastProven.map { "; the latest is from \(Words.time($0))" } ?? ""),
      ],
      [
        "backups",
        words(status.counts),
      ],
    ]
    if let nextRun = status.nextRun { rows.append(["next run", Words.time(nextRun)]) }
    for storage in status.storage {
      rows.append([
        "storage",
        "\(storage.name): \(Words.bytes(storage.used ?? 0)) used, "
          + "\(storage.free.map(Words.bytes) ?? "unknown") free",
      ])
    }
    if let operation = status.operation {
      var text = "\(operation.name) since \(Words.time(operation.since)), by \(operation.holder)"
      if let phase = operation.phase, let completed = operation.completed,
        let total = operation.total, total > 0
      {
        text += ", \(phase), \(completed * 100 / total) %"
      }
      rows.append(["running", text])
    }
    let warnings = status.warnings.map { warning in
      "\(warning.severity.rawValue): \(warning.message)\(warning.hint.map { " " + $0 } ?? "")"
    }
    return ([Words.table(rows)] + warnings).joined(separator: "\n")
  }
}

/// A span of time as it is written at the terminal: a number and `m`, `h` or `d`.
struct Age: ExpressibleByArgument {
  let text: String
  let milliseconds: Int64

  init?(argument: String) {
    let units: [Character: Int64] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()),
      (1...1_000_000).contains(count)
    else { return nil }
    text = argument
    milliseconds = count * unit
  }

  /// Adds a warning to a status whose latest proven backup is older, or that has none.
  func judge(_ status: inout GetStatus.Result) {
    let last = status.summary.lastProven
    let now = ServiceClock.live.now().millisecondsSince1970
    if let last, now - last.millisecondsSince1970 <= milliseconds { return }
    let message =
      last == nil
      ? "There is no proven backup." : "The latest proven backup is older than \(text)."
    status.warnings.append(
      HealthWarning(
        kind: "backupOverdue", severity: .warning, message: message,
        hint: "Run: strongroom create", since: last))
    if status.summary.state == .ok {
      status.summary.state = .warning
      status.summary.text = message
    }
  }
}
