public import ArgumentParser
public import BackupProtocol
import BackupService
import Concurrency

struct ActivityCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "Show the audit log, newest first: who did what, and the outcome.")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .long, help: "Entries to show, 1 to \(Paging.maximumLimit).")
  var limit: Int = 20

  @Option(name: .long, help: "Only entries of this action, such as restoreBackup.")
  var action: String?

  @Option(name: .long, help: "Only entries with this outcome.")
  var outcome: ActivityOutcome?

  @Option(name: .long, help: "Only entries of the actor with this id.")
  var actor: String?

  @Option(name: .long, help: "Only entries whose action, actor, error or ids contain this text.")
  var query: String?

  @Option(name: .long, help: "The nextCursor of an earlier page, to continue after it.")
  var cursor: String?

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    let params = ListActivity.Params(
      limit: limit, cursor: cursor, action: action, outcome: outcome, actorId: actor, query: query)
    let page = try await context.run { _ in
      try await context.operations.listActivity(params)
    }
    try context.print(page) { Self.words(page) }
  }

  private static func words(_ page: ListActivity.Result) -> String {
    let sealed = page.sealed.map {
      "\nEntries 1 to \($0.entries) are no longer listed. \($0.hint)"
    }
    if page.activity.isEmpty { return "No entries." + (sealed ?? "") }
    let rows = page.activity.map { entry in
      [
        "\(entry.sequence)", Words.time(entry.createdAt), entry.action, entry.outcome.rawValue,
        entry.actor.map { "\($0.name ?? $0.id) (\($0.role))" } ?? "-",
        Words.milliseconds(entry.durationMs),
        explanation(of: entry),
      ]
    }
    let heading = ["ENTRY", "TIME", "ACTION", "OUTCOME", "ACTOR", "TOOK", ""]
    return Words.table([heading] + rows)
      + Words.pageFooter(page.activity.count, page.total, page.nextCursor)
      + (page.nextCursor == nil ? sealed ?? "" : "")
  }

  private static func explanation(of entry: Activity) -> String {
    let text = entry.error?.message ?? entry.targets.map(\.id).joined(separator: " ")
    guard let repeats = entry.repeats else { return text }
    return "\(text) \(repeats.count) more since \(Words.time(repeats.from))."
  }
}

extension ActivityOutcome: ExpressibleByArgument {}
